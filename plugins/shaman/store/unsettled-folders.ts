import { inParallel } from '../in-parallel.ts';
import { syncFolder } from './sync-folder.ts';
import { ifGone } from './walk.ts';

/** File systems write names to the disk by themselves well before that. */
const FORGET_AFTER_MS = 10 * 60_000;

/** Folders with names that a power cut could still take. */
export class UnsettledFolders {
  /** Each with the time of its newest name, oldest first. */
  readonly #folders = new Map<string, number>();

  add(folder: string): void {
    const now = Date.now();
    for (const [old, since] of this.#folders) {
      if (now - since < FORGET_AFTER_MS) break;
      this.#folders.delete(old);
    }
    this.#folders.delete(folder);
    this.#folders.set(folder, now);
  }

  /** Resolves when a power cut can no longer take the names in these folders. Only unsettled ones need work. */
  async settle(folders: ReadonlySet<string>): Promise<void> {
    await inParallel(
      [...folders].filter((folder) => this.#folders.has(folder)),
      async (folder) => {
        await syncFolder(folder).catch(ifGone);
        this.#folders.delete(folder);
      },
    );
  }
}
