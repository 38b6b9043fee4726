import type { FileHandle } from 'node:fs/promises';
import type { StoredFile, UploadedBytes } from '../contract.ts';
import { FarmError } from '#server/domain/errors.ts';
import { freeMemory } from '#shared/free-memory.ts';
import { eachChunk } from './each-chunk.ts';
import { type Checksum, checksumAside, checksumHere } from './checksum.ts';

type Block = Uint8Array<ArrayBuffer>;

/**
 * Large enough for the work per block not to matter, small enough for a block to be in the processor's cache still when
 * it is written.
 */
const BLOCK_BYTES = 512 * 1024;
/** While some are being written and hashed, the next ones are being filled. */
const BLOCKS = 8;
/** The disk starts writing while more is coming in, so that the flush at the end has little left to do. */
const FLUSH_EVERY_BYTES = 64 * 1024 * 1024;

/**
 * Only one at a time across all uploads: a flush occupies one of the few threads with which all files are read and
 * written.
 */
let isFlushing = false;

export interface Writing {
  /** Open for reading and writing; contains the first `offset` bytes of the file and nothing else. */
  readonly handle: FileHandle;
  readonly file: StoredFile;
  readonly offset: number;
  readonly bytes: UploadedBytes;
  /** Called as bytes arrive. Whatever it throws ends the writing. */
  readonly onBytes: () => void;
}

/**
 * Writes the rest of a file and flushes it to the disk, verifying the size and the checksum of the whole file on the
 * way. @throws FarmError 'mismatch' naming what differs; 'bad-request' if the client went away, in which case
 * everything that arrived is written
 */
export async function writeVerified({ handle, file, offset, bytes, onBytes }: Writing): Promise<void> {
  const checksum = file.size > BLOCK_BYTES ? checksumAside() : checksumHere();
  try {
    const pipe = new BlockPipe(handle, checksum, file.size);
    await pipe.readBack(offset);
    try {
      await eachChunk(bytes, (chunk) => {
        onBytes();
        if (pipe.received + chunk.length > file.size) throw mismatch(file, `more than ${file.size} bytes came`);
        return pipe.add(chunk);
      });
    } finally {
      await pipe.end();
    }
    if (pipe.received !== file.size) throw mismatch(file, `${pipe.received} bytes came, not ${file.size}`);
    const digest = await checksum.digest();
    if (digest !== file.sha) throw mismatch(file, `the bytes that came have the checksum ${digest}`);
    await handle.sync();
  } finally {
    checksum.forget();
  }
}

/**
 * Fills blocks; each full one is written and then hashed while others are being filled. Writes happen one after the
 * other, without gaps.
 */
class BlockPipe {
  received = 0;
  readonly #handle: FileHandle;
  readonly #checksum: Checksum;
  readonly #blockBytes: number;
  #made = 0;
  #filling: Block | undefined;
  #filled = 0;
  #written = 0;
  #flushed = 0;
  #lastWrite: Promise<void> = Promise.resolve();
  readonly #busy: Promise<Block>[] = [];

  constructor(handle: FileHandle, checksum: Checksum, size: number) {
    this.#handle = handle;
    this.#checksum = checksum;
    this.#blockBytes = Math.max(1, Math.min(size, BLOCK_BYTES));
  }

  /** Adds what the file already contains to the checksum. */
  async readBack(length: number): Promise<void> {
    while (this.received < length) {
      const block = await this.#freeBlock();
      const most = Math.min(block.length, length - this.received);
      const { bytesRead } = await this.#handle.read(block, 0, most, this.received);
      if (bytesRead === 0) throw new Error(`the upload has ${this.received} bytes, not ${length}`);
      this.received += bytesRead;
      this.#written += bytesRead;
      this.#giveBack(this.#checksum.add(block, bytesRead));
    }
    this.#flushed = this.#written;
  }

  /** Returns a promise if there is no room left; the chunk has been taken when it resolves. */
  add(chunk: Uint8Array): Promise<void> | undefined {
    for (let from = 0; from < chunk.length;) {
      if (!this.#filling) {
        this.#filling = this.#newBlock();
        if (!this.#filling) return this.#addLater(chunk.subarray(from));
      }
      const part = chunk.subarray(from, from + this.#filling.length - this.#filled);
      this.#filling.set(part, this.#filled);
      this.#filled += part.length;
      this.received += part.length;
      from += part.length;
      if (this.#filled === this.#filling.length) this.#send();
    }
    return undefined;
  }

  async #addLater(chunk: Uint8Array): Promise<void> {
    this.#filling = await this.#freeBlock();
    await this.add(chunk);
  }

  /** Resolves when everything is written and hashed. Nothing can be added after that. */
  async end(): Promise<void> {
    this.#send();
    const results = await Promise.allSettled(this.#busy);
    for (const result of results) if (result.status === 'fulfilled') freeMemory(result.value);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
  }

  #send(): void {
    const block = this.#filling;
    if (!block || this.#filled === 0) return;
    const length = this.#filled;
    this.#filling = undefined;
    this.#filled = 0;
    const position = this.#written;
    this.#written += length;
    this.#lastWrite = this.#lastWrite.then(() => this.#write(block.subarray(0, length), position));
    this.#giveBack(this.#lastWrite.then(() => this.#checksum.add(block, length)));
  }

  /** Failures are reported to whoever needs the next block, or waits for the end. */
  #giveBack(used: Promise<Block>): void {
    used.catch(() => undefined);
    this.#busy.push(used);
  }

  async #write(block: Block, position: number): Promise<void> {
    for (let from = 0; from < block.length;) {
      from += (await this.#handle.write(block, from, block.length - from, position + from)).bytesWritten;
    }
    const end = position + block.length;
    if (end - this.#flushed < FLUSH_EVERY_BYTES || isFlushing) return;
    this.#flushed = end;
    isFlushing = true;
    // Nobody waits for this; the flush at the end reports failures.
    void this.#handle
      .datasync()
      .catch(() => undefined)
      .finally(() => (isFlushing = false));
  }

  #newBlock(): Block | undefined {
    if (this.#made === BLOCKS) return undefined;
    this.#made += 1;
    return new Uint8Array(this.#blockBytes);
  }

  async #freeBlock(): Promise<Block> {
    const fresh = this.#newBlock();
    if (fresh) return fresh;
    const [first] = this.#busy;
    if (!first) throw new Error('all blocks are lost');
    const block = await first;
    void this.#busy.shift();
    return block;
  }
}

function mismatch(file: StoredFile, what: string): FarmError {
  return new FarmError('mismatch', {
    message: `file ${file.sha} of ${file.size} bytes: ${what}; nothing is stored. Send it again`,
  });
}
