import type { DeliverEvents } from './database.ts';
import type { FarmEvent } from '../contracts/event.ts';
import { eventRange, readEvents } from './repositories/events.repository.ts';
import type { Tables } from './tables.ts';

/**
 * Delivers to this manager the events of all managers on the database, each once and in the order of the log. Events
 * that this manager committed itself need not be read if they directly follow the last one delivered.
 */
export class EventFollower {
  readonly #tables: Tables;
  readonly #deliver: DeliverEvents;
  #position: number;
  #reading: Promise<void> | undefined;
  #again = false;

  private constructor(tables: Tables, deliver: DeliverEvents, position: number) {
    this.#tables = tables;
    this.#deliver = deliver;
    this.#position = position;
  }

  /** Follows the log from its present end. */
  static async atEnd(tables: Tables, deliver: DeliverEvents): Promise<EventFollower> {
    return new EventFollower(tables, deliver, (await eventRange(tables)).last);
  }

  /**
   * To be called with the events of each commit of this manager. Resolves when they have been delivered, or when the
   * next `catchUp` is going to deliver them.
   */
  async committed(events: readonly FarmEvent[]): Promise<void> {
    const [first] = events;
    const last = events.at(-1);
    if (!first || !last || last.seq <= this.#position) return;
    if (!this.#reading && first.seq === this.#position + 1) {
      this.#position = last.seq;
      this.#deliver(events);
      return;
    }
    // The change is stored; that its events cannot be read right now does not make it fail.
    await this.catchUp().catch(() => undefined);
  }

  /** Reads what other managers committed. Resolves when everything committed before the call has been delivered. */
  catchUp(): Promise<void> {
    this.#again = true;
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    return this.#reading;
  }

  /** Resolves when nothing is being read. Never rejects. */
  async idle(): Promise<void> {
    await this.#reading?.catch(() => undefined);
  }

  async #read(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      for (let batch = await readEvents(this.#tables, this.#position); batch.length > 0;) {
        this.#position = batch.at(-1)?.seq ?? this.#position;
        this.#deliver(batch);
        batch = await readEvents(this.#tables, this.#position);
      }
    }
  }
}
