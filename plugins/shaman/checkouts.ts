import { randomInt } from 'node:crypto';
import { mkdir, rm, rmdir, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { FileSpec } from '#server/contracts/shaman.ts';
import { FarmError } from '#server/domain/errors.ts';
import { checkCheckoutPath, checkFilePaths } from './checkout-path.ts';
import type { FileStore } from './file-store.ts';

/** Tries of another name when the wanted one is taken. */
const MAX_TRIES = 10;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Folders of links into the file store, one per submitted job. Nothing is ever written through a link. */
export class Checkouts {
  readonly #root: string;
  readonly #store: FileStore;

  constructor(root: string, store: FileStore) {
    this.#root = root;
    this.#store = store;
  }

  /**
   * Makes a checkout of stored files; resolves to the path that it got, which differs from the wanted one when that is taken.
   * @throws FarmError bad-request or conflict (a path), missing-files (424); the folder is removed again then
   */
  async create(wanted: string, files: readonly FileSpec[]): Promise<string> {
    const clean = wanted.replace(/\/+$/, '');
    checkCheckoutPath(clean);
    checkFilePaths(files);
    await this.#assertStored(files);
    const path = await this.#makeFolder(clean);
    try {
      for (const file of files) await this.#link(path, file);
    } catch (error) {
      await rm(join(this.#root, path), { recursive: true, force: true });
      throw error;
    }
    return path;
  }

  /** Removes the links, never what they point at, then the folder above if it is empty. A checkout that is gone is fine. */
  async remove(path: string): Promise<void> {
    checkCheckoutPath(path);
    await rm(join(this.#root, path), { recursive: true, force: true });
    if (path.includes('/')) await rmdir(join(this.#root, dirname(path))).catch(() => undefined);
  }

  async #assertStored(files: readonly FileSpec[]): Promise<void> {
    const missing: FileSpec[] = [];
    for (const file of files) {
      if (!(await this.#store.touch(file))) missing.push(file);
    }
    const [first] = missing;
    if (!first) return;
    const others = missing.length > 1 ? ` and ${missing.length - 1} more` : '';
    throw new FarmError('missing-files', {
      message: `"${first.path}"${others} is not uploaded yet; upload what the requirements ask for, then check out again`,
    });
  }

  async #makeFolder(wanted: string): Promise<string> {
    await mkdir(join(this.#root, dirname(wanted)), { recursive: true });
    for (let tries = 0; tries <= MAX_TRIES; tries++) {
      const path = tries === 0 ? wanted : `${wanted}-${randomSuffix()}`;
      try {
        await mkdir(join(this.#root, path));
        return path;
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
    }
    throw new FarmError('conflict', { message: `checkoutPath: "${wanted}" and ${MAX_TRIES} names like it are taken` });
  }

  /** Links are relative, so that the storage may be mounted elsewhere on the workers. */
  async #link(checkout: string, file: FileSpec): Promise<void> {
    const link = join(this.#root, checkout, file.path);
    await mkdir(dirname(link), { recursive: true });
    await symlink(relative(dirname(link), this.#store.pathOf(file)), link).catch((error: unknown) => {
      // The same file twice in one request was checked to be the same content.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    });
  }
}

function randomSuffix(): string {
  return Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}
