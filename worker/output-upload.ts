import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ManagerClient } from './manager-client.ts';
import type { Timing } from './timing.ts';
import { wait } from './wait.ts';

/** Formats that are sent as they are. */
const DIRECT: Readonly<Record<string, string>> = { '.png': 'image/png', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg' };
/** The most that a manager accepts, Flamenco 3's included. */
const MOST_BYTES = 25 * 1024 * 1024;
const JPEG_QUALITY = 85;
/** How often an image is offered to a manager that is busy with others, unless a newer one is waiting by then. */
const MOST_ATTEMPTS = 5;

interface Output {
  readonly taskId: string;
  readonly file: string;
}

/**
 * Sends pictures to the manager while the work goes on. Only the newest waiting one is kept: a render that is faster
 * than the network skips pictures instead of waiting for them. Failures are logged and have no other effect.
 */
export class OutputUpload {
  readonly #client: ManagerClient;
  readonly #timing: Pick<Timing, 'uploadRetry'>;
  readonly #logger: Logger;
  readonly #stop: AbortSignal;
  #waiting: Output | undefined;
  #running: Promise<void> | undefined;

  constructor(client: ManagerClient, timing: Pick<Timing, 'uploadRetry'>, logger: Logger, stop: AbortSignal) {
    this.#client = client;
    this.#timing = timing;
    this.#logger = logger;
    this.#stop = stop;
  }

  offer(taskId: string, file: string): void {
    this.#waiting = { taskId, file };
    this.#running ??= this.#uploadAll().finally(() => (this.#running = undefined));
  }

  /** Resolves when nothing is waiting or being sent any more, or after `milliseconds` at the latest. */
  async settled(milliseconds: number): Promise<void> {
    if (this.#running === undefined) return;
    const limit = new AbortController();
    await Promise.race([
      this.#running,
      delay(milliseconds, undefined, { signal: limit.signal }).catch(() => undefined),
    ]);
    limit.abort();
  }

  async #uploadAll(): Promise<void> {
    for (let output = this.#waiting; output !== undefined && !this.#stop.aborted; output = this.#waiting) {
      this.#waiting = undefined;
      try {
        await this.#upload(output);
      } catch (error) {
        this.#logger.warn({ err: error, ...output }, 'output could not be read for upload');
      }
    }
  }

  async #upload({ taskId, file }: Output): Promise<void> {
    const image = await loadImage(file);
    if (image === undefined) return this.#logger.debug({ taskId, file }, 'output has a format that is not uploaded');
    for (let attempt = 1; ; attempt++) {
      const answer = await this.#client.uploadOutput(taskId, image.bytes, image.contentType, this.#stop);
      if (answer.kind === 'ok') return;
      const isFull = answer.kind === 'refused' && answer.status === 429;
      if (!isFull || attempt === MOST_ATTEMPTS || this.#waiting !== undefined || this.#stop.aborted) {
        return this.#logger.warn({ taskId, file, answer }, 'output was not uploaded');
      }
      await wait(this.#timing.uploadRetry, this.#stop);
    }
  }
}

interface Image {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

/** Undefined if the image cannot be converted to a format that pages can show. */
async function loadImage(file: string): Promise<Image | undefined> {
  const bytes = await readFile(file);
  const contentType = DIRECT[path.extname(file).toLowerCase()];
  if (contentType !== undefined && bytes.length <= MOST_BYTES) return { bytes, contentType };
  // Loaded on demand: most workers never need it, and it is large.
  const { default: sharp } = await import('sharp');
  const jpeg = await sharp(bytes)
    .jpeg({ quality: JPEG_QUALITY })
    .toBuffer()
    .catch(() => undefined);
  return jpeg === undefined ? undefined : { bytes: new Uint8Array(jpeg), contentType: 'image/jpeg' };
}
