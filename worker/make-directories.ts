import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';

/**
 * Creates a directory with its parents; it is fine if it exists already. Node's own recursive `mkdir` never returns
 * where a parent exists but nothing can be created in it (`/proc`, an automounter's mount points).
 *
 * @param mode of the directories that are created, before the umask.
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
    // It may exist already; for the root of a drive or share, Windows answers EPERM.
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
