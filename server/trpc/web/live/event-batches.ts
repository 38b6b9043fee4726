import type { FarmEvent } from '../../../contracts/event.ts';
import type { EventBus } from '../../../events/bus.ts';

/** How long events are collected for all streams, in milliseconds; what comes after a quiet time goes out at once. */
const COLLECT_MS = 60;

/** What happened within a moment: all streams get the same object, and share what one of them has made of it. */
export interface EventBatch {
  readonly events: readonly FarmEvent[];
  /** Texts that were made of the events, by whatever tells them apart. */
  readonly texts: Map<string, string>;
}

type BatchListener = (batch: EventBatch) => void;

/** Collects the events of a bus for its streams, as long as there are any. */
class EventBatches {
  readonly #bus: EventBus;
  readonly #listeners = new Set<BatchListener>();
  #stop: (() => void) | undefined;
  #collected: FarmEvent[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(bus: EventBus) {
    this.#bus = bus;
  }

  listen(listener: BatchListener): () => void {
    this.#listeners.add(listener);
    this.#stop ??= this.#bus.listen((events) => this.#collect(events));
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#stop?.();
      this.#stop = undefined;
    };
  }

  #collect(events: readonly FarmEvent[]): void {
    for (const event of events) this.#collected.push(event);
    if (this.#timer === undefined) this.#handOut();
  }

  #handOut(): void {
    this.#timer = undefined;
    const events = this.#collected;
    if (events.length === 0) return;
    this.#collected = [];
    this.#timer = setTimeout(() => this.#handOut(), COLLECT_MS).unref();
    const batch = { events, texts: new Map<string, string>() };
    for (const listener of this.#listeners) listener(batch);
  }
}

const batchesOf = new WeakMap<EventBus, EventBatches>();

/** Listens to the events of a bus in batches, from now on. Call the returned function to stop. */
export function listenToBatches(bus: EventBus, listener: BatchListener): () => void {
  const batches = batchesOf.get(bus) ?? new EventBatches(bus);
  batchesOf.set(bus, batches);
  return batches.listen(listener);
}
