import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { removeFirmly } from '#system/files/firmly.mjs';

const recordSchema = z.object({ path: z.string(), owner: z.string().optional() });
/** A folder that is a checkout, and the person whose jobs it is for; without one, anybody's. */
export type CheckoutRecord = z.infer<typeof recordSchema>;

/**
 * Remembers which folders are checkouts, in `<file store>/checkouts/<checksum of the path>.json`: the path itself may
 * be too long for a file name.
 */
export class CheckoutRecords {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async add(path: string, owner: string | null): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    await writeFile(this.#fileOf(path), `${JSON.stringify({ path, ...(owner === null ? {} : { owner }) })}\n`);
  }

  /** Undefined if there is no checkout with this path, whatever the path is. */
  async find(path: string): Promise<CheckoutRecord | undefined> {
    const record = await this.#read(this.#fileOf(path));
    return record?.path === path ? record : undefined;
  }

  async remove(path: string): Promise<void> {
    await removeFirmly(this.#fileOf(path));
  }

  #fileOf(path: string): string {
    return join(this.#folder, `${createHash('sha256').update(path).digest('hex')}.json`);
  }

  async #read(file: string): Promise<CheckoutRecord | undefined> {
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    try {
      return recordSchema.parse(JSON.parse(text));
    } catch {
      return undefined;
    }
  }
}
