import type { Actor } from '../contracts/actor.ts';
import type { FarmEvent, FarmEvents, FarmEventType } from '../contracts/event.ts';
import { actorColumns } from './actor-columns.ts';
import type { Dialect, Transaction } from './database.ts';
import { insertEvents } from './repositories/events.repository.ts';
import type { Tables } from './tables.ts';

interface PendingEvent {
  readonly type: FarmEventType;
  readonly payload: FarmEvents[FarmEventType];
  readonly jobId: string | undefined;
}

/** How many rows one statement inserts: stays below both databases' limits on bound values. */
const EVENTS_PER_STATEMENT = 200;

/** Where a unit of change takes place. */
export interface PlaceOfChange {
  readonly dialect: Dialect;
  readonly tables: Tables;
  /** Runs before the first event is written, to keep other managers' events from overtaking. */
  readonly beforeEvents?: () => Promise<void>;
}

/** The `Transaction` of one unit of change: collects its events and what to do after the commit. */
export class UnitOfChange implements Transaction {
  readonly dialect: Dialect;
  readonly tables: Tables;
  readonly by: Actor;
  readonly now: string;
  readonly #events: PendingEvent[] = [];
  readonly #after: (() => void)[] = [];

  readonly #beforeEvents: () => Promise<void>;

  constructor(place: PlaceOfChange, { by, now }: { readonly by: Actor; readonly now: string }) {
    this.dialect = place.dialect;
    this.tables = place.tables;
    this.by = by;
    this.now = now;
    this.#beforeEvents = place.beforeEvents ?? (() => Promise.resolve());
  }

  emit<T extends FarmEventType>(type: T, payload: FarmEvents[T], jobId?: string): void {
    this.#events.push({ type, payload, jobId });
  }

  afterCommit(action: () => void): void {
    this.#after.push(action);
  }

  /** Writes the collected events to the log, inside the transaction; resolves to the events with their numbers. */
  async storeEvents(): Promise<FarmEvent[]> {
    if (this.#events.length === 0) return [];
    await this.#beforeEvents();
    const envelope = { at: this.now, ...actorColumns(this.by) };
    const stored: FarmEvent[] = [];
    for (let from = 0; from < this.#events.length; from += EVENTS_PER_STATEMENT) {
      const part = this.#events.slice(from, from + EVENTS_PER_STATEMENT);
      const numbers = await insertEvents(
        this.tables,
        part.map((event) => ({
          type: event.type,
          job_id: event.jobId ?? null,
          payload: JSON.stringify(event.payload),
          ...envelope,
        })),
      );
      part.forEach((event, index) => {
        const seq = numbers[index] ?? 0;
        const jobId = event.jobId === undefined ? {} : { jobId: event.jobId };
        stored.push({
          seq,
          at: this.now,
          by: this.by,
          type: event.type,
          payload: event.payload,
          ...jobId,
        } as FarmEvent);
      });
    }
    return stored;
  }

  /** To be called once the commit is durable. */
  committed(): void {
    for (const action of this.#after) action();
  }
}
