import type { FarmEvent } from '../../../contracts/event.ts';

/**
 * What a reader gets: events or, if it was too slow, the news that all events up to and including `missedUpTo` were
 * dropped.
 */
export type Taken = { readonly events: readonly FarmEvent[] } | { readonly missedUpTo: number };

/**
 * Holds events between a commit and a client that may be slow. It never grows beyond its limit; instead, all its events
 * are dropped.
 */
export class EventBuffer {
  readonly #limit: number;
  #events: FarmEvent[] = [];
  #missedUpTo: number | undefined;
  #closed = false;
  #wake: (() => void) | undefined;

  constructor(limit: number) {
    this.#limit = limit;
  }

  push(events: readonly FarmEvent[]): void {
    const last = events.at(-1);
    if (!last) return;
    if (this.#missedUpTo !== undefined || this.#events.length + events.length > this.#limit) {
      this.#events = [];
      this.#missedUpTo = last.seq;
    } else {
      this.#events.push(...events);
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
    while (!this.#closed && this.#events.length === 0 && this.#missedUpTo === undefined) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
      this.#wake = undefined;
    }
    if (this.#closed) return undefined;
    const missedUpTo = this.#missedUpTo;
    this.#missedUpTo = undefined;
    const events = this.#events;
    this.#events = [];
    return missedUpTo === undefined ? { events } : { missedUpTo };
  }
}
