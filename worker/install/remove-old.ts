import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { removeFirmly, renameFirmly, type RenameOptions } from '#system/files/firmly.mjs';
import type { Layout } from './layout.ts';

const REMOVED = '.removed';
/** In milliseconds, for each; nothing depends on it. */
const PATIENCE = 1_000;

export interface InUse {
  readonly version: string;
  readonly node: string;
  /** Whether the task runs something in this folder. */
  readonly isNamed: (folder: string) => boolean;
  /** How a folder is renamed; a spec has a way that fails. */
  readonly renaming?: RenameOptions;
}

/** Removes versions and Nodes that are out of use. What somebody still holds is removed by a later update. */
export async function removeOld(layout: Layout, { version, node, isNamed, renaming = {} }: InUse): Promise<void> {
  for (const [folder, used] of [
    [layout.versions, version],
    [layout.node, node],
  ] as const) {
    for (const name of await readdir(folder).catch(() => [])) {
      const [kept] = path.relative(folder, used).split(path.sep);
      const place = path.join(folder, name);
      if (name.toLowerCase() !== kept?.toLowerCase() && !isNamed(place)) await removeUnused(place, renaming);
    }
  }
  if (!isNamed(layout.before)) await removeUnused(layout.before, renaming);
}

/**
 * File by file, half of it would be gone before it came to the one that another worker has open. But Windows does not
 * rename a folder of which any file is open.
 */
async function removeUnused(place: string, renaming: RenameOptions): Promise<void> {
  const out = place.endsWith(REMOVED) ? place : `${place}${REMOVED}`;
  try {
    if (out !== place) await renameFirmly(place, out, { patience: PATIENCE, ...renaming });
    await removeFirmly(out, { patience: PATIENCE });
  } catch {
    // It is in use.
  }
}
