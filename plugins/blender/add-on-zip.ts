import { glob, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Zippable, zipSync } from 'fflate';
import type { Wheel } from './wheels.ts';

/** The folder in the zip, which is the name of the Python package. */
export const ADD_ON = 'flamenco_ng';

const SOURCE = fileURLToPath(new URL(`addon/${ADD_ON}`, import.meta.url));
const LICENCE = new URL('../../LICENSE', import.meta.url);
/** The same in every zip, so that the same files make the same bytes; the parts of a date are local in a zip. */
const MODIFIED = new Date(2026, 0, 1);
const LEFT_OUT = /(^|\/)(__pycache__|\.)|\.pyc$/;

/**
 * The add-on as a zip: what Blender up to 4.1 installs as an add-on and later versions as an extension. The same source
 * makes the same bytes.
 */
export async function zipAddOn(wheels: readonly Wheel[]): Promise<Uint8Array> {
  const files = await sourceFiles();
  files.set('LICENSE', await readFile(LICENCE));
  // Not named in the manifest: Blender would install them where every other add-on finds them, too.
  for (const wheel of wheels) files.set(`wheels/${wheel.name}`, wheel.bytes);
  const entries: Zippable = {};
  for (const path of [...files.keys()].toSorted()) {
    entries[`${ADD_ON}/${path}`] = files.get(path) ?? new Uint8Array();
  }
  return zipSync(entries, { mtime: MODIFIED, level: 9 });
}

async function sourceFiles(): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>();
  for await (const entry of glob('**/*', { cwd: SOURCE, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const inside = path.slice(SOURCE.length + 1).replaceAll(sep, '/');
    if (!LEFT_OUT.test(inside)) files.set(inside, await readFile(path));
  }
  return files;
}
