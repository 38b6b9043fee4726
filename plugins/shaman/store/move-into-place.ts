import { mkdir, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

const TRIES = 20;

/**
 * Renames a file, creating folders as needed. The garbage collection removes empty folders, perhaps these before the
 * file is in them or while they are being created; then they are created again. @throws Error ENOENT if the file is
 * gone
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
