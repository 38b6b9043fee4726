import type { Actor } from '../contracts/actor.ts';
import type { FarmEvent, FarmEvents, FarmEventType } from '../contracts/event.ts';
import type { Clock } from '../domain/clock.ts';
import type { CheckExtent } from './sqlite-complaints.ts';
import type { AuditedChange } from './new-audit-entry.ts';
import type { Tables } from './tables.ts';

export type Dialect = 'sqlite' | 'postgresql';

/** One unit of change: either all of it is stored, including its events, or nothing is. */
export interface Transaction {
  readonly dialect: Dialect;
  readonly tables: Tables;
  /** Who makes this change; stored with each of its events. */
  readonly by: Actor;
  /** When it began, by the farm's clock (RFC 3339, UTC): the same moment for all rows and events of this change. */
  readonly now: string;
  /** Appends to the event log; events are delivered to subscribers after the commit, in order. */
  emit<T extends FarmEventType>(type: T, payload: FarmEvents[T], jobId?: string): void;
  /**
   * Writes an entry of the audit log, in this transaction. A change that leaves all fields as they were writes none.
   */
  audit(change: AuditedChange): void;
  /** Runs `action` after the commit; never if the transaction fails. */
  afterCommit(action: () => void): void;
}

/** The manager's database, SQLite or PostgreSQL. */
export interface Database {
  readonly dialect: Dialect;
  /** Committed data, read-only. Does not wait for running transactions. */
  readonly tables: Tables;
  /**
   * Runs `work` in a transaction and resolves when the change is durable. On SQLite, units that arrive together share a
   * commit; each still succeeds or fails on its own. `work` may await nothing but statements, because it holds up the
   * other writers. It may be undone and run again, so anything it does outside the database belongs in `afterCommit`.
   * @throws FarmError busy (the disk is full, or the database is locked or cannot be reached); then nothing is stored
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>, change: { readonly by: Actor }): Promise<T>;
  /**
   * Whether this manager does what must be done once per farm: periodic work and delivery to durable subscribers. When
   * several managers share a PostgreSQL database, exactly one is in charge, and another takes over when it is gone. On
   * SQLite the manager always is.
   */
  isInCharge(): boolean;
  /** Calls `listener` when this manager takes charge or loses it. Call the returned function to stop listening. */
  onCharge(listener: (isInCharge: boolean) => void): () => void;
  /**
   * Has the database check its own structure and foreign keys; `by-table` while others write. Resolves to its
   * complaints; empty = it is sound.
   */
  checkIntegrity(extent: CheckExtent): Promise<string[]>;
  /**
   * Moves what a long write-ahead file holds into the database and cuts the file. Resolves to its length in bytes,
   * which stays large while another program reads from it. Always 0 on PostgreSQL, which looks after its own.
   */
  shortenJournal(): Promise<number>;
  close(): Promise<void>;
}

/** What it takes to open a database. */
export interface DatabaseOptions {
  readonly deliver: DeliverEvents;
  /** The farm's clock. */
  readonly clock: Clock;
}

/** Called in order with the events of each commit of this and every other manager on the database; must not throw. */
export type DeliverEvents = (events: readonly FarmEvent[]) => void;
