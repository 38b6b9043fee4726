import type { Actor } from '../contracts/actor.ts';
import type { FarmEvent, FarmEvents, FarmEventType } from '../contracts/event.ts';
import { actorColumns } from './actor-columns.ts';
import type { Dialect, Transaction } from './database.ts';
import { insertEvents } from './repositories/events.repository.ts';
import { type AuditedChange, newAuditEntry } from './new-audit-entry.ts';
import type { Origin } from './origin.ts';
import { insertAuditEntries } from './repositories/audit-log.repository.ts';
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

/** Who makes a change, when, and from where. */
export interface Envelope {
  readonly by: Actor;
  readonly now: string;
  readonly origin: Origin;
}

/** The `Transaction` of one unit of change: collects its events and what to do after the commit. */
export class UnitOfChange implements Transaction {
  readonly dialect: Dialect;
  readonly tables: Tables;
  readonly by: Actor;
  readonly now: string;
  readonly #events: PendingEvent[] = [];
  readonly #after: (() => void)[] = [];
  readonly #audited: AuditedChange[] = [];
  readonly #origin: Origin;

  readonly #beforeEvents: () => Promise<void>;

  constructor(place: PlaceOfChange, { by, now, origin }: Envelope) {
    this.dialect = place.dialect;
    this.tables = place.tables;
    this.by = by;
    this.now = now;
    this.#origin = origin;
    this.#beforeEvents = place.beforeEvents ?? (() => Promise.resolve());
  }

  emit<T extends FarmEventType>(type: T, payload: FarmEvents[T], jobId?: string): void {
    this.#events.push({ type, payload, jobId });
  }

  audit(change: AuditedChange): void {
    this.#audited.push(change);
  }

  afterCommit(action: () => void): void {
    this.#after.push(action);
  }

  /** Writes the collected entries of the audit log, inside the transaction. Most changes have none. */
  async storeAudit(): Promise<void> {
    if (this.#audited.length === 0) return;
    const envelope = { by: this.by, at: this.now, origin: this.#origin };
    const rows = this.#audited.flatMap((change) => newAuditEntry(change, envelope) ?? []);
    for (let from = 0; from < rows.length; from += EVENTS_PER_STATEMENT)
      await insertAuditEntries(this.tables, rows.slice(from, from + EVENTS_PER_STATEMENT));
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
