import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '#scripts/project-root.ts';

describe('the hand-written lists of plugins', () => {
  it('name every plugin with a server side, and none that is not there', async () => {
    const folders = (await pluginFolders()).filter((id) => existsSync(join(PROJECT_ROOT, 'plugins', id, 'plugin.ts')));
    expect(await listed('server/plugins/installed.ts', /#?plugins\/([^/]+)\/plugin\.ts/g)).toEqual(folders);
  });

  it('name every plugin with pages, and none that is not there', async () => {
    const folders = (await pluginFolders()).filter((id) => existsSync(join(PROJECT_ROOT, 'plugins', id, 'ui')));
    expect(await listed('app/_plugins/installed.ts', /plugins\/([^/]+)\/ui\//g)).toEqual(folders);
  });

  it('are complete: each plugin folder says what it is', async () => {
    const silent = (await pluginFolders()).filter(
      (id) => !existsSync(join(PROJECT_ROOT, 'plugins', id, 'manifest.ts')),
    );
    expect(silent).toEqual([]);
  });
});

async function pluginFolders(): Promise<string[]> {
  const ids = new Set<string>();
  for await (const file of glob('*/**/*.{ts,tsx,py}', { cwd: join(PROJECT_ROOT, 'plugins') })) {
    ids.add(file.split(sep)[0] ?? '');
  }
  return [...ids].toSorted();
}

async function listed(file: string, pattern: RegExp): Promise<string[]> {
  const path = join(PROJECT_ROOT, file);
  const text = existsSync(path) ? await readFile(path, 'utf8') : '';
  return [...new Set([...text.matchAll(pattern)].map(([, id]) => id ?? ''))].toSorted();
}
