import { lstat, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { renameFirmly, type RenameOptions } from '#system/files/firmly.mjs';

const TRIES = 20;

/**
 * Renames a file, creating folders as needed. The garbage collection removes empty folders, perhaps these before the
 * file is in them or while they are being created; then they are created again. A file that is there already has the
 * same content, so nothing waits for whoever reads it on Windows. @throws Error ENOENT if the file is gone
 */
export async function moveIntoPlace(from: string, to: string, options?: RenameOptions): Promise<void> {
  const unless = () =>
    lstat(to).then(
      () => true,
      () => false,
    );
  for (let tries = 1; ; tries++) {
    try {
      await mkdir(dirname(to), { recursive: true });
      return await renameFirmly(from, to, { unless, ...options });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || tries === TRIES) throw error;
    }
  }
}
