import { randomInt } from 'node:crypto';
import { lstat, mkdir, readdir, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FarmError } from '#server/domain/errors.ts';
import { removeFirmly } from '#system/files/firmly.mjs';
import type { CheckoutRecords } from './checkout-records.ts';
import { MAX_NAME_BYTES, pathKey } from './path-complaint.ts';

/** How many other names to try if the requested one is taken. */
const MAX_TRIES = 10;
/** The hyphen and four letters that make another name of one that is taken. */
const SUFFIX_BYTES = 5;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** The folders of checkouts. None is inside another, so removing one cannot remove part of another. */
export class CheckoutFolders {
  readonly #root: string;
  readonly #records: CheckoutRecords;

  constructor(root: string, records: CheckoutRecords) {
    this.#root = root;
    this.#records = records;
  }

  /**
   * Creates an empty folder; resolves to its path, which differs from the requested one if that is taken. @throws
   * FarmError conflict if something on the way there is not a plain folder, or all names are taken
   */
  async make(wanted: string, owner: string | null): Promise<string> {
    for (let tries = 0; tries <= MAX_TRIES; tries++) {
      const path = await this.#outsideOfOthers(tries === 0 ? wanted : withSuffix(wanted));
      if (await this.#tryMake(path, owner)) return path;
    }
    throw new FarmError('conflict', { message: `checkoutPath: "${wanted}" and ${MAX_TRIES} names like it are taken` });
  }

  /**
   * Removes the checkout, but not what its links point to, and then the folders above it that are empty. Only what is
   * recorded is a checkout: any other folder stays, and so does one that is reached through a link by now. False if
   * there is nothing to remove.
   */
  async remove(path: string): Promise<boolean> {
    if (!(await this.#records.find(path)) || (await this.#obstacle(path)) !== undefined) return false;
    await removeFirmly(join(this.#root, path));
    await this.#records.remove(path);
    for (let above = dirname(path); above !== '.'; above = dirname(above)) {
      const isRemoved = await rmdir(join(this.#root, above)).then(
        () => true,
        () => false,
      );
      if (!isRemoved) break;
    }
    return true;
  }

  async #tryMake(path: string, owner: string | null): Promise<boolean> {
    const obstacle = await this.#obstacle(path);
    if (obstacle !== undefined) {
      throw new FarmError('conflict', {
        message: `checkoutPath: "${path}" is not possible, because "${obstacle}" is not a plain folder; choose another path`,
      });
    }
    const parent = join(this.#root, dirname(path));
    await mkdir(parent, { recursive: true });
    if (await this.#isTaken(path, parent)) return false;
    try {
      await mkdir(join(this.#root, path));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // It was taken just now, or another checkout was removed together with the folder above.
      if (code === 'EEXIST' || code === 'ENOENT') return false;
      throw error;
    }
    await this.#records.add(path, owner);
    return true;
  }

  /** Whether the name is taken, or one that counts as the same on some platform. */
  async #isTaken(path: string, parent: string): Promise<boolean> {
    const name = pathKey(path.slice(path.lastIndexOf('/') + 1));
    const names = await readdir(parent).catch(() => []);
    return names.some((other) => pathKey(other) === name);
  }

  /** Changes the path if it is inside another checkout: that folder's name gets a suffix, like a name that is taken. */
  async #outsideOfOthers(path: string): Promise<string> {
    const parts = path.split('/');
    for (let end = 1; end < parts.length; end++) {
      const above = parts.slice(0, end).join('/');
      if (await this.#records.find(above)) return [withSuffix(above), ...parts.slice(end)].join('/');
    }
    return path;
  }

  /** The first part of the path that is not a plain folder, such as a link that leads out. */
  async #obstacle(path: string): Promise<string | undefined> {
    const parts = path.split('/');
    for (let end = 1; end < parts.length; end++) {
      const above = parts.slice(0, end).join('/');
      const found = await lstat(join(this.#root, above)).catch(() => undefined);
      if (found && !found.isDirectory()) return above;
    }
    return undefined;
  }
}

/** Another name like the last part of the path, which is cut off where it would become too long for a name. */
function withSuffix(path: string): string {
  const above = path.slice(0, path.lastIndexOf('/') + 1);
  let name = path.slice(above.length);
  while (Buffer.byteLength(name) > MAX_NAME_BYTES - SUFFIX_BYTES) name = name.slice(0, -1);
  // Half of a character must not be left.
  name = name.replace(/[\ud800-\udbff]$/, '');
  return `${above}${name}-${Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;
}
