import type { FileSpec, Requirement, Shaman } from './contract.ts';
import { Checkouts } from './checkouts/checkouts.ts';
import type { CheckoutMode } from './config.ts';
import { inParallel } from './in-parallel.ts';
import { FileStore } from './store/file-store.ts';

export interface ShamanFolders {
  readonly store: string;
  readonly checkouts: string;
}

/** Creates the service on two folders of the shared storage. */
export function createShaman(folders: ShamanFolders, mode: CheckoutMode = 'auto'): Shaman {
  const store = new FileStore(folders.store);
  const checkouts = new Checkouts(folders.checkouts, store, mode);
  return {
    requirements: (files) => requirements(store, files),
    status: (file) => store.status(file),
    receive: (file, bytes, offset) => store.receive(file, bytes, offset),
    checkOut: (path, files, owner = null) => checkouts.create(path, files, owner),
    requireCheckout: (path, owner, isShared = false) => checkouts.require(path, owner, isShared),
    removeCheckout: (path) => checkouts.remove(path),
  };
}

/** What has to be uploaded: each content once, under the first path that asks for it. */
async function requirements(store: FileStore, files: readonly FileSpec[]): Promise<Requirement[]> {
  const contents = new Map<string, FileSpec>();
  for (const file of files) {
    const key = `${file.sha} ${file.size}`;
    if (!contents.has(key)) contents.set(key, file);
  }
  const asked = [...contents.values()];
  const needed = new Map<FileSpec, Requirement>();
  await inParallel(asked, async (file) => {
    if (await store.touch(file)) return;
    const { status } = await store.status(file);
    // It may have arrived just now.
    if (status !== 'stored') needed.set(file, { ...file, status });
  });
  return asked.flatMap((file) => needed.get(file) ?? []);
}
