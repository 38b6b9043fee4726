import { lstat, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileSpec } from '../contract.ts';
import { cutText } from '#shared/cut-text.ts';
import { FarmError } from '#server/domain/errors.ts';
import type { CheckoutMode } from '../config.ts';
import { inParallel } from '../in-parallel.ts';
import type { FileStore } from '../store/file-store.ts';
import { syncFolder } from '../store/sync-folder.ts';
import { checkFilePaths } from './check-file-paths.ts';
import { CheckoutFolders } from './checkout-folders.ts';
import { cleanCheckoutPath } from './checkout-path.ts';
import { CheckoutRecords } from './checkout-records.ts';
import { placeFile } from './place-file.ts';

/** Characters of an unknown path that its refusal shows. */
const MOST_SHOWN = 200;

/** Folders in which stored files appear, one per submitted job. Nothing is ever written into the store through them. */
export class Checkouts {
  readonly #root: string;
  readonly #store: FileStore;
  readonly #mode: CheckoutMode;
  readonly #records: CheckoutRecords;
  readonly #folders: CheckoutFolders;

  constructor(root: string, store: FileStore, mode: CheckoutMode) {
    this.#root = root;
    this.#store = store;
    this.#mode = mode;
    this.#records = new CheckoutRecords(join(store.root, 'checkouts'));
    this.#folders = new CheckoutFolders(root, this.#records);
  }

  /**
   * Creates a checkout of stored files; resolves to its path, which differs from the requested one if that is taken.
   * @throws FarmError bad-request or conflict (because of a path), missing-files (424); the folder is then removed
   * again
   */
  async create(wanted: string, files: readonly FileSpec[], owner: string | null): Promise<string> {
    const clean = cleanCheckoutPath(wanted);
    checkFilePaths(files);
    await this.#assertStored(files);
    const path = await this.#folders.make(clean, owner);
    try {
      await this.#fill(path, files);
      await this.#store.settle(files);
      // This has to come after the links, see `collect-garbage.ts`.
      await this.#assertStored(files);
    } catch (error) {
      await this.#folders.remove(path);
      throw error;
    }
    return path;
  }

  /** @throws FarmError bad-request unless this is a checkout, with which this person may submit jobs */
  async require(path: string, owner: string | null, isShared: boolean): Promise<void> {
    const record = await this.#records.find(path);
    const isThere = record && (await lstat(join(this.#root, path)).catch(() => undefined))?.isDirectory();
    if (isThere !== true) {
      throw new FarmError('bad-request', {
        message: `storage.shaman_checkout_id: there is no checkout "${cutText(path, MOST_SHOWN)}" here; check the files out again, and send the path that the answer says`,
      });
    }
    if (record && !isShared && record.owner !== undefined && record.owner !== owner) {
      throw new FarmError('bad-request', {
        message: `storage.shaman_checkout_id: the checkout "${path}" belongs to somebody else; check the files out under your own name`,
      });
    }
  }

  /**
   * Removes the links, but not what they point to, then the folders above if they are empty. False if there is no such
   * checkout; then nothing is removed.
   */
  remove(path: string): Promise<boolean> {
    return this.#folders.remove(path);
  }

  async #fill(checkout: string, files: readonly FileSpec[]): Promise<void> {
    const root = join(this.#root, checkout);
    const folders = new Set(files.map((file) => dirname(join(root, file.path))));
    await inParallel([...folders], async (folder) => void (await mkdir(folder, { recursive: true })));
    await inParallel(files, (file) => placeFile(this.#mode, this.#store.pathOf(file), join(root, file.path)));
    await inParallel([...folders, dirname(root)], syncFolder);
  }

  async #assertStored(files: readonly FileSpec[]): Promise<void> {
    const missing = new Set<FileSpec>();
    await inParallel(files, async (file) => {
      if (!(await this.#store.touch(file))) missing.add(file);
    });
    const first = files.find((file) => missing.has(file));
    if (!first) return;
    const others = missing.size > 1 ? ` and ${missing.size - 1} more` : '';
    throw new FarmError('missing-files', {
      message: `"${first.path}"${others} is not uploaded yet; ask for the requirements, upload what they list, then check out again`,
    });
  }
}
