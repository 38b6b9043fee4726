import { homedir } from 'node:os';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '#scripts/project-root.ts';
import { sourceFiles } from './source-files.ts';

describe('what must not be in the project', () => {
  it('is where packages were downloaded from', async () => {
    const lock = JSON.parse(await readFile(join(PROJECT_ROOT, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { resolved?: string }>;
    };
    expect(Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined)).toEqual([]);
  });

  it('is a folder of the machine it was written on, or the host of a package registry', async () => {
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

/** npm tells its scripts which registry it is set to. */
function registryHost(): string[] {
  const address = process.env.npm_config_registry;
  return address ? [new URL(address).host] : [];
}
