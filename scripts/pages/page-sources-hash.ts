import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Sources of what ends up in the browser: the pages, the contracts they share with the manager, and the plugins' pages.
 */
const SOURCES = ['app/**/*', 'server/contracts/**/*', 'plugins/*/{manifest,config,contract}.ts', 'plugins/*/ui/**/*'];
const SETTINGS = ['next.config.js', 'package.json', 'package-lock.json', 'tsconfig.json'];

/** One hash over the names and contents of everything that the pages are built from. */
export async function pageSourcesHash(root: string): Promise<string> {
  const files = SETTINGS.filter((file) => existsSync(join(root, file)));
  for await (const entry of glob(SOURCES, { cwd: root, withFileTypes: true })) {
    if (entry.isFile()) files.push(join(entry.parentPath, entry.name).slice(root.length + 1));
  }
  const hash = createHash('sha256');
  for (const file of files.toSorted()) hash.update(`${file}\0`).update(await readFile(join(root, file)));
  return hash.digest('hex');
}
