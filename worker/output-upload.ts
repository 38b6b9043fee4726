import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ManagerClient } from './manager-client.ts';
import type { Timing } from './timing.ts';
import { outputImage } from './output-image.ts';
import { unlessAborted } from './unless-aborted.ts';
import { wait } from './wait.ts';

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
  readonly #timing: Pick<Timing, 'uploadRetry' | 'outputUpload'>;
  readonly #logger: Logger;
  readonly #stop: AbortSignal;
  #waiting: Output | undefined;
  #running: Promise<void> | undefined;

  constructor(
    client: ManagerClient,
    timing: Pick<Timing, 'uploadRetry' | 'outputUpload'>,
    logger: Logger,
    stop: AbortSignal,
  ) {
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
    const late = AbortSignal.any([this.#stop, AbortSignal.timeout(this.#timing.outputUpload)]);
    const image = await unlessAborted(outputImage(file), late);
    if (image === undefined) return this.#logger.debug({ taskId, file }, 'output is not of a kind that is uploaded');
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
