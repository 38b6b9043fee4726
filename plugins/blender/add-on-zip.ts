import { type Zippable, zipSync } from 'fflate';
import type { AddOnFiles } from './add-on-files.ts';
import { EXTENSION, manifestToml } from './extension.ts';

/** The same in every zip, so that the same files make the same bytes; the parts of a date are local in a zip. */
const MODIFIED = new Date(2026, 0, 1);
/** Where Blender up to 4.1 reads the version, which must be a literal there, and where the add-on itself does. */
const VERSIONED = ['__init__.py', 'addon_id.py'];
const UNVERSIONED = '(0, 0, 0)';

/**
 * The add-on as a zip: what Blender up to 4.1 installs as an add-on and later versions as an extension. The same files
 * and version make the same bytes.
 */
export function zipAddOn(files: AddOnFiles, version: string): Uint8Array {
  const entries: Zippable = {};
  const all = new Map(files).set('blender_manifest.toml', Buffer.from(manifestToml(version)));
  for (const path of VERSIONED) all.set(path, withVersion(files.get(path), version));
  for (const path of [...all.keys()].toSorted()) entries[`${EXTENSION.id}/${path}`] = all.get(path) ?? new Uint8Array();
  return zipSync(entries, { mtime: MODIFIED, level: 9 });
}

function withVersion(source: Uint8Array | undefined, version: string): Uint8Array {
  const text = Buffer.from(source ?? []).toString();
  if (!text.includes(UNVERSIONED)) throw new Error('a file of the add-on has no place for its version');
  return Buffer.from(text.replace(UNVERSIONED, `(${version.replaceAll('.', ', ')})`));
}
