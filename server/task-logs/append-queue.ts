import { closeSync, fstatSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { LeftOutText } from './left-out-text.ts';
import { roomFor, withNotice } from './log-limit.ts';

/** A run of a task whose log began at `start` and may make the file grow to `limit`, both in bytes. */
export interface LimitedRun {
  readonly start: number;
  readonly limit: number;
}

interface WaitingText {
  readonly bytes: Buffer;
  readonly run: LimitedRun | undefined;
  readonly written: (text: WrittenText) => void;
  readonly failed: (error: unknown) => void;
}

/** What went into the file: all of a text, or as much as the limit allowed. */
export interface WrittenText {
  readonly bytes: Buffer;
  /** Position in the file, in bytes. */
  readonly offset: number;
}

/** The most files that are open at the same time, however many tasks write logs. */
const OPEN_FILES = 16;
/**
 * Texts up to this size are written synchronously: they go into the system's cache, which is quicker than asking
 * another thread to write them.
 */
const AT_ONCE_BYTES = 64 * 1024;

/**
 * Appends to many files at once. Texts that arrive for a file while it is being written all go into the next write, in
 * order. A file is only open during a write.
 */
export class AppendQueue {
  readonly #waiting = new Map<string, WaitingText[]>();
  readonly #ready: string[] = [];
  readonly #busy = new Set<string>();
  readonly #idle: { readonly folder: string; readonly resolve: () => void }[] = [];
  readonly #leftOut: LeftOutText;

  /** @param runEnd how many bytes of the end of what exceeds a limit are kept until the next text without a limit */
  constructor(runEnd: number) {
    this.#leftOut = new LeftOutText(runEnd);
  }

  /**
   * Resolves once the bytes are in the file, as far as the limit of their run allows. The first text of a run that does
   * not fit is followed by a notice; the end of what was left out is written before the next text that has no run.
   */
  append(file: string, bytes: Buffer, run?: LimitedRun): Promise<WrittenText> {
    return new Promise((written, failed) => {
      const texts = this.#waiting.get(file);
      if (texts) texts.push({ bytes, run, written, failed });
      else {
        this.#waiting.set(file, [{ bytes, run, written, failed }]);
        if (!this.#busy.has(file)) this.#ready.push(file);
      }
      this.#startWrites();
    });
  }

  /** Resolves when nothing is left to write below `folder`; if that is empty, when nothing is left at all. */
  async idle(folder = ''): Promise<void> {
    if (!this.#isBusyBelow(folder)) return;
    await new Promise<void>((resolve) => this.#idle.push({ folder, resolve }));
  }

  /** To be called when the files below the folder are being removed. */
  forget(folder: string): void {
    this.#leftOut.forget(folder);
  }

  #isBusyBelow(folder: string): boolean {
    return [...this.#busy, ...this.#waiting.keys()].some((file) => file.startsWith(folder));
  }

  #tellWhoWaits(): void {
    for (const waiter of this.#idle.splice(0)) {
      if (this.#isBusyBelow(waiter.folder)) this.#idle.push(waiter);
      else waiter.resolve();
    }
  }

  #startWrites(): void {
    while (this.#busy.size < OPEN_FILES) {
      const file = this.#ready.shift();
      if (file === undefined) break;
      const texts = this.#waiting.get(file) ?? [];
      this.#waiting.delete(file);
      this.#busy.add(file);
      void this.#write(file, texts);
    }
  }

  async #write(file: string, texts: readonly WaitingText[]): Promise<void> {
    try {
      const size = texts.reduce((sum, text) => sum + text.bytes.length, 0);
      const written = size <= AT_ONCE_BYTES ? this.#appendAtOnce(file, texts) : await this.#appendToFile(file, texts);
      for (const [index, text] of written.entries()) texts[index]?.written(text);
    } catch (error) {
      for (const { failed } of texts) failed(error);
    } finally {
      this.#busy.delete(file);
      if (this.#waiting.has(file)) this.#ready.push(file);
      this.#startWrites();
      this.#tellWhoWaits();
    }
  }

  async #appendToFile(file: string, texts: readonly WaitingText[]): Promise<WrittenText[]> {
    const handle = await openToAppend(file);
    try {
      const kept = this.#keptTexts(file, texts, (await handle.stat()).size);
      await handle.appendFile(Buffer.concat(kept.map((part) => part.bytes)));
      return kept;
    } finally {
      await handle.close();
    }
  }

  #appendAtOnce(file: string, texts: readonly WaitingText[]): WrittenText[] {
    const handle = openToAppendAtOnce(file);
    try {
      const kept = this.#keptTexts(file, texts, fstatSync(handle).size);
      const bytes = Buffer.concat(kept.map((part) => part.bytes));
      for (let done = 0; done < bytes.length;) done += writeSync(handle, bytes, done);
      return kept;
    } finally {
      closeSync(handle);
    }
  }

  /** Which part of each text goes into a file that has `size` bytes, and where. */
  #keptTexts(file: string, texts: readonly WaitingText[], size: number): WrittenText[] {
    let offset = size;
    return texts.map((text) => {
      const part = { bytes: this.#keptBytes(file, text, offset), offset };
      offset += part.bytes.length;
      return part;
    });
  }

  #keptBytes(file: string, { bytes, run }: WaitingText, size: number): Buffer {
    if (!run) return Buffer.concat([this.#leftOut.takeEnd(file), bytes]);
    const room = roomFor(bytes, size, run.limit);
    if (room === bytes.length) return bytes;
    const kept = bytes.subarray(0, room);
    return this.#leftOut.add(file, run.start, bytes.subarray(room)) ? withNotice(kept) : kept;
  }
}

function openToAppendAtOnce(file: string): number {
  try {
    return openSync(file, 'a', 0o644);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
    return openSync(file, 'a', 0o644);
  }
}

async function openToAppend(file: string) {
  try {
    return await open(file, 'a', 0o644);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await mkdir(dirname(file), { recursive: true, mode: 0o755 });
    return open(file, 'a', 0o644);
  }
}
