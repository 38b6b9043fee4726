import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withUnixLineEnds } from '#shared/unix-line-ends.ts';
import { EXTENSION } from './extension.ts';
import { stampOfFile } from './file-stamp.ts';
import type { Wheel } from './wheels.ts';

/** Files of the add-on by their paths in its folder, sorted by path. */
export type AddOnFiles = ReadonlyMap<string, Uint8Array>;

const SOURCE = fileURLToPath(new URL(`addon/${EXTENSION.id}`, import.meta.url));
const LICENCE = new URL('../../LICENSE', import.meta.url);
const LEFT_OUT = /(^|\/)(__pycache__|\.)|\.pyc$/;

/** All files of the add-on as they are on disk now, and these wheels; only what tells its version is still missing. */
export async function readAddOn(wheels: readonly Wheel[], source = SOURCE): Promise<AddOnFiles> {
  const files: [string, Uint8Array][] = [['LICENSE', withUnixLineEnds(await readFile(LICENCE))]];
  // Not named in the manifest: Blender would install them where every other add-on finds them, too.
  for (const wheel of wheels) files.push([`wheels/${wheel.name}`, wheel.bytes]);
  for await (const [inside, path] of filesOfAddOn(source)) {
    files.push([inside, withUnixLineEnds(await readFile(path))]);
  }
  return new Map(files.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** The same for as long as nobody writes to a file of the add-on, adds one or takes one away. Reads none of them. */
export async function stampOfAddOn(): Promise<string> {
  const stamps = [await stampOfFile(fileURLToPath(LICENCE))];
  for await (const [, path] of filesOfAddOn(SOURCE)) stamps.push(await stampOfFile(path));
  return stamps.toSorted().join('\n');
}

async function* filesOfAddOn(source: string): AsyncGenerator<[inside: string, path: string]> {
  for await (const entry of glob('**/*', { cwd: source, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const inside = relative(source, path).replaceAll(sep, '/');
    if (!LEFT_OUT.test(inside)) yield [inside, path];
  }
}

/** The same for the same files only. */
export function fingerprintOf(files: AddOnFiles): string {
  const hash = createHash('sha256');
  for (const [path, bytes] of files) hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  return hash.digest('hex');
}
