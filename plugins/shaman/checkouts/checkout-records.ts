import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const recordSchema = z.object({ path: z.string() });

/**
 * Remembers which folders are checkouts, in `<file store>/checkouts/<checksum of the path>.json`: the path itself may
 * be too long for a file name.
 */
export class CheckoutRecords {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async add(path: string): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await writeFile(this.#fileOf(path), `${JSON.stringify({ path })}\n`);
  }

  async has(path: string): Promise<boolean> {
    return (await this.#read(this.#fileOf(path)))?.path === path;
  }

  async remove(path: string): Promise<void> {
    await rm(this.#fileOf(path), { force: true });
  }

  /** Whether there are checkouts inside this folder. */
  async hasInside(folder: string): Promise<boolean> {
    const names = await readdir(this.#folder).catch(() => []);
    for (const name of names) {
      if ((await this.#read(join(this.#folder, name)))?.path.startsWith(`${folder}/`) === true) return true;
    }
    return false;
  }

  #fileOf(path: string): string {
    return join(this.#folder, `${createHash('sha256').update(path).digest('hex')}.json`);
  }

  async #read(file: string): Promise<{ readonly path: string } | undefined> {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    try {
      return recordSchema.parse(JSON.parse(text));
    } catch {
      return undefined;
    }
  }
}
