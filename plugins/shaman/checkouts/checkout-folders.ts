import { randomInt } from 'node:crypto';
import { lstat, mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FarmError } from '#server/domain/errors.ts';
import type { CheckoutRecords } from './checkout-records.ts';
import { pathKey } from './path-complaint.ts';

/** Tries of another name when the wanted one is taken. */
const MAX_TRIES = 10;
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** The folders of checkouts. None lies inside another, so that removing one cannot take a part of another with it. */
export class CheckoutFolders {
  readonly #root: string;
  readonly #records: CheckoutRecords;

  constructor(root: string, records: CheckoutRecords) {
    this.#root = root;
    this.#records = records;
  }

  /**
   * Makes an empty folder; resolves to the path that it got, which differs from the wanted one when that is taken.
   * @throws FarmError conflict when the way there is no plain folder, or all names are taken
   */
  async make(wanted: string): Promise<string> {
    for (let tries = 0; tries <= MAX_TRIES; tries++) {
      const path = await this.#outsideOfOthers(tries === 0 ? wanted : withSuffix(wanted));
      if (await this.#tryMake(path)) return path;
    }
    throw new FarmError('conflict', { message: `checkoutPath: "${wanted}" and ${MAX_TRIES} names like it are taken` });
  }

  /**
   * Removes the checkout, never what its links point at, and the folders above that are empty then. One that is gone is fine.
   * A folder that others have their checkouts in, or that is reached over a link, is none and stays.
   */
  async remove(path: string): Promise<void> {
    if ((await this.#obstacle(path)) !== undefined) return;
    if (!(await this.#records.has(path)) && (await this.#records.hasInside(path))) return;
    await rm(join(this.#root, path), { recursive: true, force: true });
    await this.#records.remove(path);
    for (let above = dirname(path); above !== '.'; above = dirname(above)) {
      const isRemoved = await rmdir(join(this.#root, above)).then(
        () => true,
        () => false,
      );
      if (!isRemoved) break;
    }
  }

  async #tryMake(path: string): Promise<boolean> {
    const obstacle = await this.#obstacle(path);
    if (obstacle !== undefined) {
      throw new FarmError('conflict', {
        message: `checkoutPath: "${path}" is not possible, since "${obstacle}" is not a plain folder; choose another path`,
      });
    }
    const parent = join(this.#root, dirname(path));
    await mkdir(parent, { recursive: true });
    if (await this.#isTaken(path, parent)) return false;
    try {
      await mkdir(join(this.#root, path));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // Taken at this moment, or another checkout was removed with the folder above.
      if (code === 'EEXIST' || code === 'ENOENT') return false;
      throw error;
    }
    await this.#records.add(path);
    return true;
  }

  /** Also by a name that is the same on some platform. */
  async #isTaken(path: string, parent: string): Promise<boolean> {
    const name = pathKey(path.slice(path.lastIndexOf('/') + 1));
    const names = await readdir(parent).catch(() => []);
    return names.some((other) => pathKey(other) === name);
  }

  /** The first folder on the way that is a checkout gets another name, as the last part does when it is taken. */
  async #outsideOfOthers(path: string): Promise<string> {
    const parts = path.split('/');
    for (let end = 1; end < parts.length; end++) {
      const above = parts.slice(0, end).join('/');
      if (await this.#records.has(above)) return [withSuffix(above), ...parts.slice(end)].join('/');
    }
    return path;
  }

  /** The first part of the way that is something else than a folder, such as a link that leads out. */
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

function withSuffix(path: string): string {
  return `${path}-${Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;
}
