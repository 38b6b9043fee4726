import { randomBytes } from 'node:crypto';
import { mkdir, rm, rmdir, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileStatus, StoredFile } from '#server/contracts/shaman.ts';
import { moveDurably } from './move-durably.ts';
import { writeVerified } from './write-verified.ts';

/**
 * Files by content: `stored/<first two of the checksum>/<the others>/<size>.blob`. What is being uploaded has a temporary name
 * below `uploading`, so that a stored file is always whole and right.
 */
export class FileStore {
  readonly root: string;
  /** Uploads under way, with how many there are of the same file. */
  readonly #uploading = new Map<string, number>();

  constructor(root: string) {
    this.root = root;
  }

  /** Where a file is, or will be, stored. */
  pathOf({ sha, size }: StoredFile): string {
    return join(this.root, 'stored', sha.slice(0, 2), sha.slice(2), `${size}.blob`);
  }

  async status(file: StoredFile): Promise<FileStatus> {
    if (await this.has(file)) return 'stored';
    return this.#uploading.has(keyOf(file)) ? 'uploading' : 'unknown';
  }

  /** Whether the file is stored in its full size. */
  async has(file: StoredFile): Promise<boolean> {
    const found = await stat(this.pathOf(file)).catch(() => undefined);
    return found?.isFile() === true && found.size === file.size;
  }

  /** Keeps the file from being collected for another full age; false when it is not stored (any more). */
  async touch(file: StoredFile): Promise<boolean> {
    if (!(await this.has(file))) return false;
    const now = new Date();
    try {
      await utimes(this.pathOf(file), now, now);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
      throw error;
    }
  }

  /**
   * Stores the bytes under their checksum, durably. Two uploads of one file at once are both accepted and stored once.
   * @throws FarmError 'mismatch' when size or checksum differ; nothing is left behind
   */
  async receive(file: StoredFile, bytes: AsyncIterable<Uint8Array>): Promise<'stored' | 'already-stored'> {
    if (await this.has(file)) return 'already-stored';
    const temporary = this.#temporaryPath(file);
    this.#count(file, 1);
    try {
      await mkdir(dirname(temporary), { recursive: true });
      await writeVerified(temporary, file, bytes);
      if (await this.has(file)) return 'already-stored';
      await moveDurably(temporary, this.pathOf(file));
      return 'stored';
    } finally {
      this.#count(file, -1);
      await rm(temporary, { force: true });
      await removeIfEmpty(dirname(temporary));
      await removeIfEmpty(dirname(dirname(temporary)));
    }
  }

  #temporaryPath({ sha, size }: StoredFile): string {
    const name = `${size}-${randomBytes(6).toString('hex')}.tmp`;
    return join(this.root, 'uploading', sha.slice(0, 2), sha.slice(2), name);
  }

  #count(file: StoredFile, change: 1 | -1): void {
    const uploads = (this.#uploading.get(keyOf(file)) ?? 0) + change;
    if (uploads > 0) this.#uploading.set(keyOf(file), uploads);
    else this.#uploading.delete(keyOf(file));
  }
}

function keyOf({ sha, size }: StoredFile): string {
  return `${sha} ${size}`;
}

/** Another upload may be using the folder; then it stays. */
async function removeIfEmpty(folder: string): Promise<void> {
  await rmdir(folder).catch(() => undefined);
}
