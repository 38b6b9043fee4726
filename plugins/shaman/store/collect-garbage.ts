import { lstat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { removeFirmly } from '#system/files/firmly.mjs';
import { linkedFiles } from './linked-files.ts';
import { moveIntoPlace } from './move-into-place.ts';
import { filesBelow, ifGone, isMissing, removeEmptyFolders } from './walk.ts';

export interface Collection {
  /** How many files were old and not used by any checkout; they were removed unless `dryRun`. */
  readonly removed: number;
  /** The size of those files together, in bytes. */
  readonly bytes: number;
  readonly kept: number;
}

export interface CollectOptions {
  /** The file store. */
  readonly store: string;
  /** The folder of checkouts. */
  readonly checkouts: string;
  /** Only files last touched before this moment are considered, in milliseconds since 1970. */
  readonly touchedBefore: number;
  readonly dryRun: boolean;
}

/**
 * Removes stored files that are old and that no link in any checkout points to. If a folder cannot be read, nothing is
 * removed.
 *
 * Why no file that a checkout uses can be lost, whatever the clocks say and however many managers share the store:
 * candidates are first renamed into `collecting`, and only then are the links read that decide. A checkout makes its
 * links first and then checks whether all files are in their places. So if it found a file there before the rename, its
 * link was already there to be read; if it looks after the rename, it takes the file back, and there is nothing left to
 * remove.
 */
export async function collectGarbage(options: CollectOptions): Promise<Collection> {
  const { store, touchedBefore, dryRun } = options;
  const stored = join(store, 'stored');
  const collecting = join(store, 'collecting');
  const old: string[] = [];
  let kept = 0;
  for await (const file of filesBelow(stored)) {
    if (await isOld(file, touchedBefore)) old.push(file);
    else kept += 1;
  }
  // Saves moving files that are in use.
  const inUse = old.length === 0 ? new Set<string>() : await linkedFiles(options.checkouts, stored);
  const unused = old.filter((file) => !inUse.has(file));
  kept += old.length - unused.length;
  if (dryRun) return { ...(await sizeOf(unused)), kept };

  for (const file of unused) await setAside(file, join(collecting, relative(stored, file)), touchedBefore);
  // Including whatever an interrupted collection has left behind.
  const aside: string[] = [];
  for await (const file of filesBelow(collecting)) aside.push(file);
  const needed = aside.length === 0 ? new Set<string>() : await linkedFiles(options.checkouts, stored);
  let removed = 0;
  let bytes = 0;
  for (const file of aside) {
    const original = join(stored, relative(collecting, file));
    if (needed.has(original) || !(await isOld(file, touchedBefore))) {
      await putBack(file, original);
      kept += 1;
      continue;
    }
    const size = await removeFile(file);
    if (size === undefined) kept += 1;
    else {
      removed += 1;
      bytes += size;
    }
  }
  return { removed, bytes, kept };
}

async function isOld(file: string, touchedBefore: number): Promise<boolean> {
  const found = await lstat(file).catch(ifGone);
  return found !== undefined && found.mtimeMs < touchedBefore;
}

async function setAside(file: string, aside: string, touchedBefore: number): Promise<void> {
  if (!(await isOld(file, touchedBefore))) return;
  await moveIntoPlace(file, aside).catch(ifGone);
  await removeEmptyFolders(file);
}

async function putBack(aside: string, original: string): Promise<void> {
  await moveIntoPlace(aside, original).catch(ifGone);
  await removeEmptyFolders(aside);
}

/** Removes a file; resolves to its size, or undefined if somebody has taken it back. */
async function removeFile(file: string): Promise<number | undefined> {
  const found = await lstat(file).catch(ifGone);
  const isGone = found === undefined || (await removeFirmly(file, { mustExist: true }).then(() => false, isMissing));
  await removeEmptyFolders(file);
  return isGone ? undefined : found.size;
}

async function sizeOf(files: readonly string[]): Promise<{ removed: number; bytes: number }> {
  let bytes = 0;
  for (const file of files) bytes += (await lstat(file).catch(ifGone))?.size ?? 0;
  return { removed: files.length, bytes };
}
