import type { FarmEvent } from '../contracts/event.ts';
import type { Logger } from '../logging/logger.ts';

export type EventListener = (events: readonly FarmEvent[]) => void;

/**
 * Hands the events of each commit to the listeners in this process, in order. Listeners must be quick and must not
 * throw; if one does, it is logged and the others still get the events. A subscriber that must not miss any reads the
 * event log instead (`durable-subscriber.ts`).
 */
export class EventBus {
  readonly #listeners = new Set<EventListener>();
  readonly #logger: Logger;
  /** How the durable subscribers of this process handle an event, by their names (`durable-subscriber.ts`). */
  readonly durable = new Map<string, (event: FarmEvent) => Promise<void>>();

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** Listens from now on. Call the returned function to stop. */
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
