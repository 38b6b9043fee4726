import { lstat, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { filesBelow } from './walk.ts';

/** How long an upload may bring nothing before what came of it is removed. */
const PATIENCE_MS = { '.tmp': 60 * 60_000, '.part': 24 * 60 * 60_000 } as const;

/**
 * Removes what is left of uploads that nobody goes on with: of those that cannot be resumed after an hour, of the others after
 * a day. One that is under way writes all the time, also when another manager receives it. Resolves to how many went.
 */
export async function removeStaleUploads(store: string, now: number): Promise<number> {
  let removed = 0;
  for await (const file of filesBelow(join(store, 'uploading'))) {
    const patience = file.endsWith('.part') ? PATIENCE_MS['.part'] : PATIENCE_MS['.tmp'];
    const found = await lstat(file).catch(() => undefined);
    if (!found || now - found.mtimeMs < patience) continue;
    await rm(file, { force: true });
    removed += 1;
  }
  return removed;
}
