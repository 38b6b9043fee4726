import { stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SingleFileStatus, StoredFile, UploadedBytes } from '../contract.ts';
import { moveIntoPlace } from './move-into-place.ts';
import { UnsettledFolders } from './unsettled-folders.ts';
import { Uploads } from './uploads.ts';

/**
 * Files by content: `stored/<first two characters of the checksum>/<the others>/<size>.blob`. Uploads in progress have
 * temporary names below `uploading`, so a stored file is always complete and correct. Files that the garbage collection
 * is about to remove are below `collecting`, from where they are taken back if they are needed.
 */
export class FileStore {
  readonly root: string;
  readonly #uploads: Uploads;
  readonly #unsettled = new UnsettledFolders();

  constructor(root: string, now?: () => number) {
    this.root = root;
    this.#uploads = new Uploads(join(root, 'uploading'), now);
  }

  /** Where a file is, or will be, stored. */
  pathOf(file: StoredFile): string {
    return join(this.root, 'stored', placeOf(file));
  }

  /** `received` says where a resumable upload has to continue. */
  async status(file: StoredFile): Promise<SingleFileStatus> {
    if (await this.has(file)) return { status: 'stored' };
    const status = this.#uploads.isActive(file) ? 'uploading' : 'unknown';
    return { status, received: await this.#uploads.received(file) };
  }

  /** Whether the file is stored at its full size. */
  async has(file: StoredFile): Promise<boolean> {
    if (await isWhole(this.pathOf(file), file.size)) return true;
    return this.#takeBack(file);
  }

  /** Protects the file from being collected for the full time again; false if it is not stored, or no longer. */
  async touch(file: StoredFile): Promise<boolean> {
    const now = new Date();
    // The garbage collection may take the file away between the check and the touch; then it is taken back, once.
    for (let tries = 0; tries < 2; tries++) {
      if (!(await this.has(file))) return false;
      try {
        await utimes(this.pathOf(file), now, now);
        return true;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      }
    }
    return false;
  }

  /**
   * Stores the bytes under their checksum and flushes them; `settle` makes their names durable, too. Two simultaneous
   * uploads of a file are both accepted, and the file is stored once.
   * @param offset makes the upload resumable: how many bytes came before
   * @throws FarmError like `Uploads.take`
   */
  async receive(file: StoredFile, bytes: UploadedBytes, offset?: number): Promise<'stored' | 'already-stored'> {
    if (await this.touch(file)) return 'already-stored';
    let isFirst = true;
    const outcome = await this.#uploads.take(file, bytes, offset, async (path) => {
      isFirst = !(await this.touch(file));
      if (!isFirst) return false;
      try {
        await moveIntoPlace(path, this.pathOf(file));
        this.#unsettled.add(dirname(this.pathOf(file)));
      } catch (error) {
        // Windows does not replace a file that somebody is reading: then another upload was first.
        if (!(await this.touch(file))) throw error;
        isFirst = false;
      }
      return isFirst;
    });
    return outcome === 'kept' && isFirst ? 'stored' : 'already-stored';
  }

  /**
   * Resolves when a power cut can no longer take the names of these files. This is done once per checkout and not per
   * upload: until a job needs a file, its client would just upload it again, and a flush per file would be the slowest
   * part of uploading many small files.
   */
  async settle(files: readonly StoredFile[]): Promise<void> {
    await this.#unsettled.settle(new Set(files.map((file) => dirname(this.pathOf(file)))));
  }

  async #takeBack(file: StoredFile): Promise<boolean> {
    const aside = join(this.root, 'collecting', placeOf(file));
    if (!(await isWhole(aside, file.size))) return false;
    const isBack = await moveIntoPlace(aside, this.pathOf(file)).then(
      () => true,
      () => false,
    );
    return isBack || isWhole(this.pathOf(file), file.size);
  }
}

function placeOf({ sha, size }: StoredFile): string {
  return join(sha.slice(0, 2), sha.slice(2), `${size}.blob`);
}

async function isWhole(path: string, size: number): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true && found.size === size;
}
