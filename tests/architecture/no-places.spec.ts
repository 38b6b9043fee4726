import { homedir } from 'node:os';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '#scripts/project-root.ts';
import { sourceFiles } from './source-files.ts';

describe('the files of the project', () => {
  it('do not say where packages were downloaded from, so any registry will do', async () => {
    const lock = JSON.parse(await readFile(join(PROJECT_ROOT, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { resolved?: string }>;
    };
    expect(Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined)).toEqual([]);
  });

  it('name no folder of the machine on which they were written, and no host of a package registry', async () => {
    const folders = [PROJECT_ROOT, homedir()]
      .filter((folder) => folder.length > '/app'.length)
      .map((folder) => `${folder}/`);
    const forbidden = [...folders, ['registry', 'npmjs', 'org'].join('.'), ...registryHost()];
    const found = (await sourceFiles()).flatMap(({ path, text }) =>
      forbidden.filter((words) => text.includes(words)).map((words) => `${path}: ${words}`),
    );
    expect(found).toEqual([]);
  });
});

/** npm tells its scripts which registry it uses. */
function registryHost(): string[] {
  const address = process.env.npm_config_registry;
  return address ? [new URL(address).host] : [];
}
