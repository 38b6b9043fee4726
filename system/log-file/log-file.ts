import { closeSync, openSync, writeSync } from 'node:fs';
import { appendFile, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { removeFirmly, renameFirmly } from '../files/firmly.mjs';

export interface LogFileOptions {
  /** A file of about this many bytes is set aside (`worker.log.1`), and a new one begun. */
  readonly limit?: number;
  /** How many files are kept beside the current one. */
  readonly keep?: number;
  /** How much may wait for the disk, in characters; what comes beyond that is left out, and counted. */
  readonly mayWait?: number;
  readonly files?: LogFiles;
}

/** What a log needs of the file system; specs hand in a disk that is full. */
export interface LogFiles {
  append(file: string, text: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(file: string): Promise<void>;
  /** In bytes; 0 if there is no such file. */
  size(file: string): Promise<number>;
  /** Before another try, after something failed. */
  pause(signal: AbortSignal): Promise<void>;
}

const CLOSES_WITHIN_MS = 2_000;
const MEBIBYTE = 1024 * 1024;

/**
 * A log that keeps itself small. Whoever writes to it never waits and never fails: lines wait in memory while the disk
 * is slow, full or away, and are written once it is there again. This is our own code, since all of that matters here:
 * to go on after a failed write, with limited memory, and without losing the last lines of a process that ends.
 */
export class LogFile {
  readonly #file: string;
  readonly #limit: number;
  readonly #keep: number;
  readonly #mayWait: number;
  readonly #files: LogFiles;
  readonly #closing = new AbortController();
  #waiting: string[] = [];
  #waitingLength = 0;
  #leftOut = 0;
  #writing: Promise<void> | undefined;
  /** The size at which to try again to set the file aside. */
  #retryAt = 0;

  constructor(file: string, options: LogFileOptions = {}) {
    const { limit = 10 * MEBIBYTE, keep = 4, mayWait = 4 * MEBIBYTE, files = REAL_FILES } = options;
    this.#file = file;
    this.#limit = limit;
    this.#keep = keep;
    this.#mayWait = mayWait;
    this.#files = files;
  }

  /** @param line with its line break. */
  write(line: string): void {
    if (this.#waitingLength + line.length > this.#mayWait) {
      this.#leftOut++;
      return;
    }
    this.#waiting.push(line);
    this.#waitingLength += line.length;
    this.#writing ??= this.#writeAll().finally(() => (this.#writing = undefined));
  }

  /** Writes what waits; gives up at the first failure, and on a disk that does not answer. */
  async close(): Promise<void> {
    this.#closing.abort();
    await Promise.race([this.#writing, delay(CLOSES_WITHIN_MS, undefined, { ref: false })]);
  }

  /** For the end of the process, where nothing can be waited for. */
  flushNow(): void {
    const text = this.#take();
    if (text === '') return;
    try {
      const file = openSync(this.#file, 'a');
      try {
        writeSync(file, text);
      } finally {
        closeSync(file);
      }
    } catch {
      // There is nobody left to tell.
    }
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#setAsideIfLarge();
      const text = this.#take();
      try {
        await this.#files.append(this.#file, text);
      } catch {
        this.#waiting.unshift(text);
        this.#waitingLength += text.length;
        if (this.#closing.signal.aborted) return;
        await this.#files.pause(this.#closing.signal);
      }
    }
  }

  #take(): string {
    const note = this.#leftOut === 0 ? '' : `(${this.#leftOut} lines are missing here: the disk did not take them)\n`;
    const text = this.#waiting.join('') + note;
    this.#waiting = [];
    this.#waitingLength = 0;
    this.#leftOut = 0;
    return text;
  }

  async #setAsideIfLarge(): Promise<void> {
    const size = await this.#files.size(this.#file);
    if (size < Math.max(this.#limit, this.#retryAt)) return;
    const fresh = `${this.#file}.0`;
    try {
      // The current file first: if that one cannot be moved, none of the older ones may have been given up for it.
      if ((await this.#files.size(fresh)) === 0) await this.#files.rename(this.#file, fresh);
      // Up to a number that is free, perhaps since an earlier try came no further: so no try gives up another file.
      let free = 1;
      while (free < this.#keep && (await this.#files.size(this.#aside(free))) > 0) free++;
      if (free === this.#keep) await this.#files.remove(this.#aside(free));
      for (; free > 1; free--) await this.#files.rename(this.#aside(free - 1), this.#aside(free));
      await this.#files.rename(fresh, this.#aside(1));
      this.#retryAt = 0;
    } catch {
      // Somebody has a file open that Windows does not let go meanwhile: the log grows until they have read it.
      this.#retryAt = size + this.#limit / RETRIES_PER_FILE;
    }
  }

  #aside(number: number): string {
    return `${this.#file}.${number}`;
  }
}

/** Readers that keep a log open do so for long; virus scanners do not. */
const HELD_FOR_MS = 500;
/** How much comes between two tries to set a file aside, as a part of its size. */
const RETRIES_PER_FILE = 20;
const TRY_AGAIN_AFTER_MS = 5_000;

const REAL_FILES: LogFiles = {
  append: (file, text) => appendFile(file, text),
  rename: (from, to) => renameFirmly(from, to, { patience: HELD_FOR_MS }),
  remove: (file) => removeFirmly(file, { patience: HELD_FOR_MS }),
  size: (file) =>
    stat(file).then(
      (about) => about.size,
      () => 0,
    ),
  pause: (signal) => delay(TRY_AGAIN_AFTER_MS, undefined, { signal, ref: false }).catch(() => undefined),
};
