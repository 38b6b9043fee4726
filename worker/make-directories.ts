import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Makes a directory with its parents; one that exists is fine. Node's own recursive `mkdir` never ends where a parent exists but nothing can be
 * made in it (`/proc`, mount points of an automounter).
 *
 * @param mode of what is made, before the umask.
 * @throws the system's error.
 */
export async function makeDirectories(directory: string, mode?: number): Promise<void> {
  try {
    await makeOne(directory, mode);
  } catch (error) {
    const parent = path.dirname(path.resolve(directory));
    if (!hasCode(error, 'ENOENT') || (await isThere(parent))) throw error;
    await makeDirectories(parent, mode);
    await makeOne(directory, mode);
  }
}

async function makeOne(directory: string, mode: number | undefined): Promise<void> {
  try {
    await mkdir(directory, mode);
  } catch (error) {
    const isDirectory = await stat(directory).then(
      (found) => found.isDirectory(),
      () => false,
    );
    // Also on a drive's or a share's root, where Windows answers EPERM.
    if (!isDirectory) throw error;
  }
}

async function isThere(file: string): Promise<boolean> {
  return await stat(file).then(
    () => true,
    () => false,
  );
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
