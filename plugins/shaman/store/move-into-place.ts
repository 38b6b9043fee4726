import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

const TRIES = 20;

/**
 * Renames a file, making folders as needed. The garbage collection removes empty folders, these perhaps before they have their file
 * or while they are being made; then they are made again.
 * @throws Error ENOENT when the file is gone
 */
export async function moveIntoPlace(from: string, to: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await mkdir(dirname(to), { recursive: true });
      return await rename(from, to);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || tries === TRIES) throw error;
    }
  }
}
