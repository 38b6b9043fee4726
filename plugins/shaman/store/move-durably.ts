import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncFolder } from './sync-folder.ts';

const TRIES = 3;

/** Renames a flushed file into place, making folders as needed; the new name survives a power cut. */
export async function moveDurably(from: string, to: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    await mkdir(dirname(to), { recursive: true });
    try {
      await rename(from, to);
      break;
    } catch (error) {
      // The garbage collection removes empty folders, this one perhaps before it had its file.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || tries === TRIES) throw error;
    }
  }
  await syncFolder(dirname(to));
}
