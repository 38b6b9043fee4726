import { existsSync } from 'node:fs';
import { glob, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '#scripts/project-root.ts';

/** The hand-written lists of plugins: what part each is about, where the list is, and how it names plugins. */
const LISTS = [
  { part: 'plugin.ts', file: 'server/plugins/installed.ts', entry: /#?plugins\/([^/]+)\/plugin\.ts/g },
  { part: 'ui', file: 'app/_plugins/installed.ts', entry: /plugins\/([^/]+)\/ui\//g },
];

describe('the plugins', () => {
  it('are listed, each in the list for every part that it has, and say what they are', async () => {
    expect(await pluginFolders(PROJECT_ROOT)).toContain('shaman');
    expect(await complaints(PROJECT_ROOT)).toEqual([]);
  });
});

describe('a project with a plugin', () => {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'flamenco-plugins-'));
    await plant({
      'plugins/one/manifest.ts': '',
      'plugins/one/plugin.ts': '',
      'plugins/one/ui/panel.tsx': '',
      'server/plugins/installed.ts': `import { one } from '#plugins/one/plugin.ts';`,
      'app/_plugins/installed.ts': `import('#plugins/one/ui/panel.tsx')`,
    });
  });
  afterEach(() => rm(root, { recursive: true }));

  async function plant(files: Record<string, string>): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
  }

  it.each([
    ['is in order', {}, []],
    ['has a second one with a server side', { 'plugins/two/plugin.ts': '' }, ['server/plugins/installed.ts: one']],
    ['has a second one with pages', { 'plugins/two/ui/a.tsx': '' }, ['app/_plugins/installed.ts: one']],
    ['lists none with pages', { 'app/_plugins/installed.ts': '' }, ['app/_plugins/installed.ts: ']],
    [
      'lists one that does not exist',
      { 'server/plugins/installed.ts': `'#plugins/one/plugin.ts'; '#plugins/two/plugin.ts'` },
      ['server/plugins/installed.ts: one, two'],
    ],
  ])('that %s is told which lists are wrong, if any', async (_what, files, expected) => {
    await plant({ 'plugins/two/manifest.ts': '', ...files });
    expect(await complaints(root)).toEqual(expected);
  });

  it('without a manifest is told which one is missing', async () => {
    await plant({ 'plugins/three/domain.ts': '' });
    expect(await complaints(root)).toEqual(['plugins/three/manifest.ts']);
  });
});

/** Lists that do not match the folders, with what is in them, and manifests that are missing. */
async function complaints(root: string): Promise<string[]> {
  const folders = await pluginFolders(root);
  const wrong: string[] = [];
  for (const { part, file, entry } of LISTS) {
    const having = folders.filter((id) => existsSync(join(root, 'plugins', id, part)));
    const listed = await idsIn(join(root, file), entry);
    if (listed.join() !== having.join()) wrong.push(`${file}: ${listed.join(', ')}`);
  }
  const manifests = folders.map((id) => `plugins/${id}/manifest.ts`);
  return [...wrong, ...manifests.filter((path) => !existsSync(join(root, path)))];
}

async function pluginFolders(root: string): Promise<string[]> {
  const ids = new Set<string>();
  for await (const file of glob('*/**/*.{ts,tsx,py}', { cwd: join(root, 'plugins') })) {
    ids.add(file.split(sep)[0] ?? '');
  }
  return [...ids].toSorted();
}

/** A list that no plugin needs yet does not have to exist. */
async function idsIn(path: string, entry: RegExp): Promise<string[]> {
  const text = existsSync(path) ? await readFile(path, 'utf8') : '';
  return [...new Set([...text.matchAll(entry)].map(([, id]) => id ?? ''))].toSorted();
}
