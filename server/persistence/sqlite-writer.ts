import { setTimeout as pause } from 'node:timers/promises';
import type BetterSqlite from 'better-sqlite3';
import type { Actor } from '../contracts/actor.ts';
import type { FarmEvent } from '../contracts/event.ts';
import { type Clock, timestamp } from '../domain/clock.ts';
import type { Transaction } from './database.ts';
import { currentOrigin } from './origin.ts';
import { storageError } from './storage-error.ts';
import type { Tables } from './tables.ts';
import { UnitOfChange } from './unit-of-change.ts';

/** The most units that may share one commit. More would save little and make the first one wait longer. */
const MAX_UNITS_PER_COMMIT = 64;
/** How long units wait for another program that holds the database before they are refused as busy, in milliseconds. */
const LOCK_PATIENCE_MS = 5_000;
const LONGEST_PAUSE_MS = 100;

/** Where the writer works. Its busy timeout must be short: SQLite's own waiting blocks the whole process. */
export interface WritingConnection {
  readonly connection: BetterSqlite.Database;
  readonly tables: Tables;
}

export interface WriterOptions {
  /** The units whose events these are wait for it. */
  readonly deliver: (events: readonly FarmEvent[]) => void | Promise<void>;
  readonly clock: Clock;
  /** How long units wait for another program that holds the database, in milliseconds. */
  readonly lockPatienceMs?: number;
}

interface Unit {
  /** May be undone and run again. */
  run(): Promise<void>;
  committed(): void;
  failed(error: unknown): void;
}

/**
 * SQLite has one writer at a time and pays one disk flush per commit. Units that are waiting here run one after the
 * other and share a commit, so durability costs one flush per group, not per unit. In most groups no unit fails, so
 * groups run without savepoints, for which SQLite would keep a second copy of every page. A group in which a unit fails
 * is undone and run again, with each unit in its own savepoint.
 */
export class SqliteWriter {
  readonly #connection: BetterSqlite.Database;
  readonly #tables: Tables;
  readonly #deliver: WriterOptions['deliver'];
  readonly #clock: Clock;
  readonly #lockPatienceMs: number;
  readonly #statements = new Map<string, BetterSqlite.Statement>();
  #waiting: Unit[] = [];
  readonly #errands: (() => void)[] = [];
  #draining: Promise<void> | undefined;

  constructor(place: WritingConnection, options: WriterOptions) {
    this.#connection = place.connection;
    this.#tables = place.tables;
    this.#deliver = options.deliver;
    this.#clock = options.clock;
    this.#lockPatienceMs = options.lockPatienceMs ?? LOCK_PATIENCE_MS;
  }

  /**
   * Runs a unit and resolves when it is durable.
   * @throws FarmError busy when another program holds the database for too long or the disk is full; then nothing is
   * stored
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>, { by }: { readonly by: Actor }): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let tx: UnitOfChange | undefined;
      let result: T;
      let events: FarmEvent[] = [];
      // Units run in a group, and so not where their request is answered.
      const origin = currentOrigin();
      this.#waiting.push({
        run: async () => {
          const now = timestamp(this.#clock.now());
          tx = new UnitOfChange({ dialect: 'sqlite', tables: this.#tables }, { by, now, origin });
          result = await work(tx);
          await tx.storeAudit();
          events = await tx.storeEvents();
        },
        committed: () => {
          try {
            tx?.committed();
            const delivery = events.length > 0 ? this.#deliver(events) : undefined;
            if (delivery) delivery.then(() => resolve(result), reject);
            else resolve(result);
          } catch (error) {
            reject(error);
          }
        },
        failed: (error) => reject(storageError(error)),
      });
      this.#draining ??= this.#drain();
    });
  }

  /** Runs `errand` when no transaction is open, before the units that are waiting now. */
  betweenCommits<T>(errand: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#errands.push(() => {
        try {
          resolve(errand());
        } catch (error) {
          reject(error);
        }
      });
      this.#draining ??= this.#drain();
    });
  }

  /** Resolves when all units that were handed in are done. */
  async idle(): Promise<void> {
    while (this.#draining) await this.#draining;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length + this.#errands.length > 0) {
      // Let the requests that came in during the last flush join this commit.
      await new Promise((resolve) => setImmediate(resolve));
      for (const errand of this.#errands.splice(0)) errand();
      if (this.#waiting.length === 0) continue;
      const refusal = await this.#begin();
      if (refusal === undefined) await this.#runGroup(this.#waiting.splice(0, MAX_UNITS_PER_COMMIT));
      else for (const unit of this.#waiting.splice(0)) unit.failed(refusal);
    }
    this.#draining = undefined;
  }

  /**
   * Takes the database's write lock; resolves to the error if that fails. Other work of the process goes on meanwhile.
   */
  async #begin(): Promise<unknown> {
    const patience = performance.now() + this.#lockPatienceMs;
    for (let pauseMs = 5; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      try {
        this.#sql('begin immediate');
        return undefined;
      } catch (error) {
        const isLocked = (error as { code?: unknown }).code === 'SQLITE_BUSY';
        if (!isLocked || performance.now() > patience) return error;
      }
      await pause(pauseMs);
    }
  }

  /** Runs a group in the transaction that has begun, and commits it. */
  async #runGroup(group: readonly Unit[]): Promise<void> {
    if (await this.#runPlainly(group)) return this.#commit(group);
    this.#giveUp();
    const refusal = await this.#begin();
    if (refusal === undefined) await this.#runOneByOne(group);
    else for (const unit of group) unit.failed(refusal);
  }

  /** False when a unit failed. */
  async #runPlainly(group: readonly Unit[]): Promise<boolean> {
    try {
      for (const unit of group) {
        await unit.run();
        // A full or broken disk makes SQLite roll the transaction back by itself; nothing may be stored outside of one.
        if (!this.#connection.inTransaction) return false;
      }
      return true;
    } catch {
      // The unit fails again, on its own, when it is run in a savepoint.
      return false;
    }
  }

  async #runOneByOne(group: readonly Unit[]): Promise<void> {
    const done: Unit[] = [];
    for (const [index, unit] of group.entries()) {
      const failure = await this.#runInSavepoint(unit);
      if (failure === undefined) done.push(unit);
      else unit.failed(failure.error);
      if (this.#connection.inTransaction) continue;
      // A full or broken disk makes SQLite roll back the whole transaction, and with it the units that shared it.
      for (const lost of done) lost.failed(failure?.error);
      this.#waiting.unshift(...group.slice(index + 1));
      return;
    }
    this.#commit(done);
  }

  #commit(units: readonly Unit[]): void {
    try {
      this.#sql('commit');
    } catch (error) {
      this.#giveUp();
      for (const unit of units) unit.failed(error);
      return;
    }
    for (const unit of units) unit.committed();
  }

  /** Resolves to what went wrong, if anything did; then the unit is undone. */
  async #runInSavepoint(unit: Unit): Promise<{ readonly error: unknown } | undefined> {
    try {
      this.#sql('savepoint unit');
      await unit.run();
      this.#sql('release unit');
      return undefined;
    } catch (error) {
      this.#undoUnit();
      return { error };
    }
  }

  #undoUnit(): void {
    if (!this.#connection.inTransaction) return;
    try {
      this.#sql('rollback to unit');
      this.#sql('release unit');
    } catch {
      // This unit alone cannot be undone, so give up the transaction, unless it has ended by itself.
      this.#giveUp();
    }
  }

  #giveUp(): void {
    try {
      if (this.#connection.inTransaction) this.#sql('rollback');
    } catch {
      // SQLite has rolled back by itself.
    }
  }

  #sql(text: string): void {
    let statement = this.#statements.get(text);
    if (!statement) this.#statements.set(text, (statement = this.#connection.prepare(text)));
    statement.run();
  }
}
