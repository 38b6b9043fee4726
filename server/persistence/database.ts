import type { Actor } from '../contracts/actor.ts';
import type { FarmEvent, FarmEvents, FarmEventType } from '../contracts/event.ts';
import type { Clock } from '../domain/clock.ts';
import type { Tables } from './tables.ts';

export type Dialect = 'sqlite' | 'postgresql';

/** One unit of change: either all of it and its events are stored, or nothing. */
export interface Transaction {
  readonly dialect: Dialect;
  readonly tables: Tables;
  /** Who makes this change; stored with each of its events. */
  readonly by: Actor;
  /** When it was begun, by the farm's clock (RFC 3339, UTC): one moment for all rows and events of this change. */
  readonly now: string;
  /** Appends to the event log; delivered to subscribers after the commit, in order. */
  emit<T extends FarmEventType>(type: T, payload: FarmEvents[T], jobId?: string): void;
  /** Runs after the commit; never when the transaction failed. */
  afterCommit(action: () => void): void;
}

/** The manager's database, SQLite or PostgreSQL. */
export interface Database {
  readonly dialect: Dialect;
  /** Committed data, for reading only. Does not wait for transactions that are under way. */
  readonly tables: Tables;
  /**
   * Runs `work` in a transaction and resolves when it is durable. On SQLite, units that arrive together share one
   * commit; each still succeeds or fails on its own. `work` must only await statements: it holds up the other writers.
   * It may be run again after what it did was undone, so what it changes outside of the database must be done by
   * `afterCommit`.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>, change: { readonly by: Actor }): Promise<T>;
  /**
   * Whether this manager does what must be done once per farm: all that runs by the clock, and delivery to durable
   * subscribers. Of several managers on one PostgreSQL exactly one is in charge, and another takes over when it is
   * gone; on SQLite it always is.
   */
  isInCharge(): boolean;
  /** Tells when this manager comes to be in charge, or no longer is; call the answer to stop. */
  onCharge(listener: (isInCharge: boolean) => void): () => void;
  /** Structure and foreign keys, as the database itself checks them. Resolves to the complaints, empty = fine. */
  checkIntegrity(): Promise<string[]>;
  close(): Promise<void>;
}

/** What a database is opened with. */
export interface DatabaseOptions {
  readonly deliver: DeliverEvents;
  /** The farm's clock. */
  readonly clock: Clock;
}

/**
 * Called with the events of each commit, of this and of every other manager on the database, in order; must not throw.
 */
export type DeliverEvents = (events: readonly FarmEvent[]) => void;
