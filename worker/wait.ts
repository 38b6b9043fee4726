import { setTimeout as delay } from 'node:timers/promises';

/**
 * Waits for `milliseconds`, give or take 10 %, so that workers started together do not all ask at the same moment.
 * Returns early, without an error, when `signal` aborts.
 */
export async function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  const jittered = milliseconds * (0.9 + Math.random() * 0.2);
  try {
    await delay(jittered, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

/** Waits that double from `first` to `longest` until told to start over. */
export class GrowingWait {
  readonly #first: number;
  readonly #longest: number;
  #next: number;

  constructor(first: number, longest: number) {
    this.#first = first;
    this.#longest = longest;
    this.#next = first;
  }

  async wait(signal: AbortSignal): Promise<void> {
    const now = this.#next;
    this.#next = Math.min(now * 2, this.#longest);
    await wait(now, signal);
  }

  startOver(): void {
    this.#next = this.#first;
  }
}
