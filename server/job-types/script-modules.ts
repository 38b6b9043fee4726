import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { decodeText } from '#shared/decode-text.ts';

/** What scripts may load is copied for each of their runs, so there is an end to it. */
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_FILES = 1000;

/**
 * The files that scripts may `require()` besides job-type scripts: `.json` files in the given folders, and `.js` and
 * `.json` files in folders below them, by their path from there, with slashes. Hidden folders, `node_modules` and
 * symbolic links are left out. An earlier folder wins over a later one; one that does not exist holds nothing. Files
 * nearer to the top come first, and when there are more than 1,000 or 8 MiB, the rest is left out.
 */
export async function findScriptModules(directories: readonly string[]): Promise<Map<string, string>> {
  const modules = new Map<string, string>();
  let bytes = 0;
  for (const directory of directories) {
    for (const name of await listModules(directory)) {
      if (modules.has(name)) continue;
      // One that is gone by now, or that nobody may read, is as good as not there.
      const source = await readFile(path.join(directory, name)).catch(() => undefined);
      if (!source) continue;
      bytes += source.length;
      if (bytes > MOST_BYTES || modules.size >= MOST_FILES) return modules;
      modules.set(name, decodeText(source).text);
    }
  }
  return modules;
}

async function listModules(directory: string): Promise<string[]> {
  const found: string[] = [];
  const pending = [''];
  for (let folder = pending.shift(); folder !== undefined; folder = pending.shift()) {
    if (found.length > MOST_FILES) break;
    const entries = await readdir(path.join(directory, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = path.posix.join(folder, entry.name);
      if (entry.isDirectory() && !isPrivate(entry.name)) pending.push(name);
      else if (entry.isFile() && isModule(name)) found.push(name);
    }
  }
  return found;
}

function isPrivate(folder: string): boolean {
  return folder.startsWith('.') || folder === 'node_modules';
}

/** A `.js` file at the top is a job-type script, which goes by another name. */
function isModule(name: string): boolean {
  return name.endsWith('.json') || (name.endsWith('.js') && name.includes('/'));
}
