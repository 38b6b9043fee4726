import { readdir, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Paths of all plain files below a folder. A folder that is not there is empty; one that cannot be read is an error. */
export async function* filesBelow(folder: string): AsyncGenerator<string> {
  for (const entry of await entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}

/** Paths of all symbolic links below a folder; none is followed. */
export async function* linksBelow(folder: string): AsyncGenerator<string> {
  for (const entry of await entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* linksBelow(path);
    else if (entry.isSymbolicLink()) yield path;
  }
}

/** Removes the folder of a file that went, and the one above, if they are empty. */
export async function removeEmptyFolders(file: string): Promise<void> {
  await rmdir(dirname(file)).catch(() => undefined);
  await rmdir(dirname(dirname(file))).catch(() => undefined);
}

/** For `catch`: undefined when the file is gone, which others may do at any time. */
export function ifGone(error: unknown): undefined {
  isMissing(error);
}

/** For `catch`: true when the file is gone; all else is thrown on. */
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
