import type { FileSpec, Requirement, Shaman } from '#server/contracts/shaman.ts';
import { Checkouts } from './checkouts.ts';
import { FileStore } from './file-store.ts';

/** The service over two folders of the shared storage. */
export function createShaman(folders: { store: string; checkouts: string }): Shaman {
  const store = new FileStore(folders.store);
  const checkouts = new Checkouts(folders.checkouts, store);
  return {
    requirements: (files) => requirements(store, files),
    status: (file) => store.status(file),
    receive: (file, bytes) => store.receive(file, bytes),
    checkOut: (path, files) => checkouts.create(path, files),
    removeCheckout: (path) => checkouts.remove(path),
  };
}

/** Each content once, under the first path that asks for it. */
async function requirements(store: FileStore, files: readonly FileSpec[]): Promise<Requirement[]> {
  const needed: Requirement[] = [];
  const asked = new Set<string>();
  for (const file of files) {
    const key = `${file.sha} ${file.size}`;
    if (asked.has(key)) continue;
    asked.add(key);
    if (!(await store.touch(file))) needed.push({ ...file, status: await store.status(file) });
  }
  return needed;
}
