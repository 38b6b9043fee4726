import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

const TRIES = 3;

/** Renames a file, making folders as needed. */
export async function moveIntoPlace(from: string, to: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    await mkdir(dirname(to), { recursive: true });
    try {
      return await rename(from, to);
    } catch (error) {
      // The garbage collection removes empty folders, this one perhaps before it had its file.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || tries === TRIES) throw error;
    }
  }
}
