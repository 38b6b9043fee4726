import { readdir, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Paths of all plain files below a folder. A missing folder counts as empty; one that cannot be read is an error. */
export async function* filesBelow(folder: string): AsyncGenerator<string> {
  for (const entry of await entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}

/** Paths of all symbolic links below a folder; links are not followed. */
export async function* linksBelow(folder: string): AsyncGenerator<string> {
  for (const entry of await entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* linksBelow(path);
    else if (entry.isSymbolicLink()) yield path;
  }
}

/** Removes the folder that a file was in, and the one above, if they are empty. */
export async function removeEmptyFolders(file: string): Promise<void> {
  await rmdir(dirname(file)).catch(() => undefined);
  await rmdir(dirname(dirname(file))).catch(() => undefined);
}

/** For `catch`: undefined if the file is gone, which can happen at any time; any other error is thrown again. */
export function ifGone(error: unknown): undefined {
  isMissing(error);
}

/** For `catch`: true if the file is gone; any other error is thrown again. */
export function isMissing(error: unknown): true {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return true;
  throw error;
}

async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
