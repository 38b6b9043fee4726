import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { removeFirmly } from '#system/files/firmly.mjs';
import { filesBelow } from './walk.ts';

/** How long an upload may be silent before what has arrived of it is removed. */
const PATIENCE_MS = { '.tmp': 60 * 60_000, '.part': 24 * 60 * 60_000 } as const;

/**
 * Removes what is left of abandoned uploads: after a day if they can be resumed, after an hour if not. An upload under
 * way keeps writing, even if another manager receives it. Resolves to how many were removed.
 */
export async function removeStaleUploads(store: string, now: number): Promise<number> {
  let removed = 0;
  for await (const file of filesBelow(join(store, 'uploading'))) {
    const patience = file.endsWith('.part') ? PATIENCE_MS['.part'] : PATIENCE_MS['.tmp'];
    const found = await lstat(file).catch(() => undefined);
    if (!found || now - found.mtimeMs < patience) continue;
    await removeFirmly(file);
    removed += 1;
  }
  return removed;
}
