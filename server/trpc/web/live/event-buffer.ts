import type { EventBatch } from './event-batches.ts';

/**
 * What a reader gets: batches of events or, if it was too slow, the news that all events up to and including
 * `missedUpTo` were dropped.
 */
export type Taken = { readonly batches: readonly EventBatch[] } | { readonly missedUpTo: number };

/**
 * Holds events between a commit and a client that may be slow. It never grows beyond its limit; instead, all its events
 * are dropped.
 */
export class EventBuffer {
  readonly #limit: number;
  #batches: EventBatch[] = [];
  #held = 0;
  #missedUpTo: number | undefined;
  #closed = false;
  #wake: (() => void) | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  push(batch: EventBatch): void {
    const last = batch.events.at(-1);
    if (!last) return;
    this.#held += batch.events.length;
    if (this.#missedUpTo !== undefined || this.#held > this.#limit) {
      this.#batches = [];
      this.#missedUpTo = last.seq;
    } else {
      this.#batches.push(batch);
    }
    this.#wake?.();
  }

  /** Ends any waiting; events that are still held are no longer handed out. */
  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  /** Waits until there is something to hand out; undefined once closed. Only one caller at a time. */
  async take(): Promise<Taken | undefined> {
    while (!this.#closed && this.#batches.length === 0 && this.#missedUpTo === undefined) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
    if (this.#closed) return undefined;
    const missedUpTo = this.#missedUpTo;
    this.#missedUpTo = undefined;
    const batches = this.#batches;
    this.#batches = [];
    this.#held = 0;
    return missedUpTo === undefined ? { batches } : { missedUpTo };
  }
}
