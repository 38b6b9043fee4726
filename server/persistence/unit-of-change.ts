import type { FarmEvent, FarmEvents, FarmEventType } from '../contracts/event.ts';
import { timestamp } from '../domain/clock.ts';
import type { Dialect, Transaction } from './database.ts';
import { insertEvents } from './repositories/events.repository.ts';
import type { Tables } from './tables.ts';

interface PendingEvent {
  readonly type: FarmEventType;
  readonly payload: FarmEvents[FarmEventType];
  readonly jobId: string | undefined;
}

/** Rows that one statement may insert: stays below both databases' limits of bound values. */
const EVENTS_PER_STATEMENT = 200;

/** The `Transaction` of one unit of work: collects its events and what to do after the commit. */
export class UnitOfChange implements Transaction {
  readonly dialect: Dialect;
  readonly tables: Tables;
  readonly #events: PendingEvent[] = [];
  readonly #after: (() => void)[] = [];

  readonly #beforeEvents: () => Promise<void>;

  /** `beforeEvents` runs before the first event is written, to keep other managers' events from overtaking. */
  constructor(dialect: Dialect, tables: Tables, beforeEvents: () => Promise<void> = () => Promise.resolve()) {
    this.dialect = dialect;
    this.tables = tables;
    this.#beforeEvents = beforeEvents;
  }

  emit<T extends FarmEventType>(type: T, payload: FarmEvents[T], jobId?: string): void {
    this.#events.push({ type, payload, jobId });
  }

  afterCommit(action: () => void): void {
    this.#after.push(action);
  }

  /** Writes the collected events to the log, inside the transaction; resolves to them with their numbers. */
  async storeEvents(): Promise<FarmEvent[]> {
    if (this.#events.length === 0) return [];
    await this.#beforeEvents();
    const at = timestamp(Date.now());
    const stored: FarmEvent[] = [];
    for (let from = 0; from < this.#events.length; from += EVENTS_PER_STATEMENT) {
      const part = this.#events.slice(from, from + EVENTS_PER_STATEMENT);
      const numbers = await insertEvents(
        this.tables,
        part.map((event) => ({
          type: event.type,
          job_id: event.jobId ?? null,
          payload: JSON.stringify(event.payload),
          at,
        })),
      );
      part.forEach((event, index) => {
        const seq = numbers[index] ?? 0;
        const jobId = event.jobId === undefined ? {} : { jobId: event.jobId };
        stored.push({ seq, at, type: event.type, payload: event.payload, ...jobId } as FarmEvent);
      });
    }
    return stored;
  }

  /** To be called once, when the commit is durable. */
  committed(): void {
    for (const action of this.#after) action();
  }
}
