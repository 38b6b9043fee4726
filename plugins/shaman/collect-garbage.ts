import { rmSync, statSync } from 'node:fs';
import { lstat, readdir, readlink, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

export interface Collection {
  /** Files that were old and that no checkout points at; removed unless `dryRun`. */
  readonly removed: number;
  /** Of those, in bytes. */
  readonly bytes: number;
  readonly kept: number;
}

export interface CollectOptions {
  /** The file store. */
  readonly store: string;
  /** The folder of checkouts. */
  readonly checkouts: string;
  /** Only files that were last touched before this are looked at, in milliseconds since 1970. */
  readonly touchedBefore: number;
  readonly dryRun: boolean;
}

/**
 * Removes stored files that are old and that no link of any checkout points at. The links are read before and the time is
 * looked at again right before each removal, so a file that a new checkout has touched meanwhile stays. When a folder
 * cannot be read, nothing is removed. Temporary uploads as old as that go too.
 */
export async function collectGarbage(options: CollectOptions): Promise<Collection> {
  const { store, touchedBefore, dryRun } = options;
  const old: string[] = [];
  let kept = 0;
  for await (const file of filesBelow(join(store, 'stored'))) {
    if ((await lstat(file)).mtimeMs < touchedBefore) old.push(file);
    else kept += 1;
  }
  const linked = old.length === 0 ? new Set<string>() : await linkedFiles(options.checkouts);
  let removed = 0;
  let bytes = 0;
  for (const file of old) {
    const size = linked.has(file) ? undefined : removeIfStillOld(file, touchedBefore, dryRun);
    if (size === undefined) {
      kept += 1;
      continue;
    }
    removed += 1;
    bytes += size;
    if (!dryRun) await removeEmptyFolders(file);
  }
  if (!dryRun) await removeStaleUploads(join(store, 'uploading'), touchedBefore);
  return { removed, bytes, kept };
}

async function linkedFiles(checkouts: string): Promise<Set<string>> {
  const linked = new Set<string>();
  for await (const entry of linksBelow(checkouts)) linked.add(resolve(dirname(entry), await readlink(entry)));
  return linked;
}

async function removeStaleUploads(uploading: string, touchedBefore: number): Promise<void> {
  for await (const file of filesBelow(uploading)) {
    if ((await lstat(file)).mtimeMs >= touchedBefore) continue;
    await rm(file, { force: true });
    await removeEmptyFolders(file);
  }
}

async function removeEmptyFolders(file: string): Promise<void> {
  await rmdir(dirname(file)).catch(() => undefined);
  await rmdir(dirname(dirname(file))).catch(() => undefined);
}

async function* filesBelow(folder: string): AsyncGenerator<string> {
  for (const entry of await entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else if (entry.isFile()) yield path;
  }
}

async function* linksBelow(folder: string): AsyncGenerator<string> {
  for (const entry of await entriesOf(folder)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* linksBelow(path);
    else if (entry.isSymbolicLink()) yield path;
  }
}

/** Synchronous, so that no checkout of this process touches the file between the look and the removal. Answers its size. */
function removeIfStillOld(file: string, touchedBefore: number, dryRun: boolean): number | undefined {
  const now = statSync(file, { throwIfNoEntry: false });
  if (!now || now.mtimeMs >= touchedBefore) return undefined;
  if (!dryRun) rmSync(file);
  return now.size;
}

/** A folder that was removed meanwhile, or never made, is empty; one that cannot be read is an error. */
async function entriesOf(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
