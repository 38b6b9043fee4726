import type { FarmEvent } from '../contracts/event.ts';
import type { Logger } from '../logging/logger.ts';

export type EventListener = (events: readonly FarmEvent[]) => void;

/**
 * Hands the events of each commit to whoever listens in this process, in order. Listeners must be quick and must not
 * throw; one that does is logged and does not stop the others. What must not be missed reads the event log instead
 * (`durable-subscriber.ts`).
 */
export class EventBus {
  readonly #listeners = new Set<EventListener>();
  readonly #logger: Logger;
  /** What the durable subscribers of this process do about an event, by their names (`durable-subscriber.ts`). */
  readonly durable = new Map<string, (event: FarmEvent) => Promise<void>>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Listens from now on; call the answer to stop. */
  listen(listener: EventListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Called by the database after each commit. */
  deliver(events: readonly FarmEvent[]): void {
    for (const listener of this.#listeners) {
      try {
        listener(events);
      } catch (error) {
        this.#logger.error({ err: error }, 'event listener failed');
      }
    }
  }
}
