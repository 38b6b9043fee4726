import type { Dirent } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { decodeScript } from './decode-script.ts';

/** A script as found on the disk. */
export interface ScriptFile {
  /** Name of the job type. */
  name: string;
  file: string;
  source: string;
  /** Why the file cannot be used, whatever is in it. */
  problem?: string;
  /** What is odd about the file, in full sentences. */
  warnings: readonly string[];
}

/** Smaller files are leftovers, not scripts. */
const SMALLEST_SCRIPT_BYTES = 8;

/**
 * All scripts by the name of their job type, sorted by it. The built-in ones are folders (`<name>/script.js`). The
 * other directories are a studio's, with one `.js` file per script (no folders, no symbolic links); underscores in a
 * file name become dashes in the job type's name, and of several files for one job type the one with underscores is
 * used. A studio's script replaces a built-in one with the same name, and an earlier directory wins over a later one. A
 * directory that does not exist holds no scripts.
 */
export async function findScriptFiles(
  builtInDirectory: string,
  directories: readonly string[],
): Promise<Map<string, ScriptFile>> {
  const found = await Promise.all([...directories.map(findFlatScripts), findBuiltInScripts(builtInDirectory)]);
  const scripts = new Map<string, ScriptFile>();
  for (const script of found.flat()) if (!scripts.has(script.name)) scripts.set(script.name, script);
  return new Map([...scripts].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

async function findFlatScripts(directory: string): Promise<ScriptFile[]> {
  const entries = await listDirectory(directory);
  const names = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.js')).map((entry) => entry.name);
  // In the order of their characters, underscores come after dashes.
  const scripts = names
    .toSorted()
    .toReversed()
    .map((name) => readScript(name.slice(0, -'.js'.length).replaceAll('_', '-'), path.join(directory, name)));
  return warnOfRivals((await Promise.all(scripts)).filter((script) => script !== undefined));
}

/** The files of a folder, first those that count; each of these is told of those that have the same job type. */
function warnOfRivals(scripts: readonly ScriptFile[]): ScriptFile[] {
  return scripts.map((script) => {
    const rivals = scripts.filter(({ name, file }) => name === script.name && file !== script.file);
    const [used, unused] = [path.basename(script.file), rivals.map(({ file }) => path.basename(file)).join(', ')];
    const warning = `${used} and ${unused} are both the job type "${script.name}"; ${used} is used. Rename or remove the other.`;
    return rivals.length === 0 ? script : { ...script, warnings: [...script.warnings, warning] };
  });
}

async function findBuiltInScripts(directory: string): Promise<ScriptFile[]> {
  const folders = (await listDirectory(directory)).filter((entry) => entry.isDirectory());
  const scripts = folders.map(({ name }) => readScript(name, path.join(directory, name, 'script.js')));
  return (await Promise.all(scripts)).filter((script) => script !== undefined);
}

async function readScript(name: string, file: string): Promise<ScriptFile | undefined> {
  try {
    const source = await readFile(file);
    return source.length < SMALLEST_SCRIPT_BYTES
      ? undefined
      : { name, file, ...decodeScript(source, path.basename(file)) };
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

async function listDirectory(directory: string): Promise<Dirent[]> {
  try {
    return await readdir(directory, { withFileTypes: true });
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Also true for a file that disappeared between listing and reading. */
function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
