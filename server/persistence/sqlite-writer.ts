import { CompiledQuery } from 'kysely';
import type { FarmEvent } from '../contracts/event.ts';
import type { DeliverEvents, Transaction } from './database.ts';
import type { Tables } from './tables.ts';
import { UnitOfChange } from './unit-of-change.ts';

/** Units that may share one commit. More saves little and makes the first one wait longer. */
const MAX_UNITS_PER_COMMIT = 64;

interface Unit {
  run(): Promise<void>;
  committed(): void;
  failed(error: unknown): void;
}

/**
 * SQLite has one writer at a time and pays one disk flush per commit. Units that wait here are run one after the other,
 * each in its own savepoint, and share one commit, so "durable" costs a flush per group and not per unit.
 */
export class SqliteWriter {
  readonly #tables: Tables;
  readonly #deliver: DeliverEvents;
  #waiting: Unit[] = [];
  #draining: Promise<void> | undefined;

  constructor(tables: Tables, deliver: DeliverEvents) {
    this.#tables = tables;
    this.#deliver = deliver;
  }

  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const tx = new UnitOfChange('sqlite', this.#tables);
      let result: T;
      let events: FarmEvent[] = [];
      this.#waiting.push({
        run: async () => {
          result = await work(tx);
          events = await tx.storeEvents();
        },
        committed: () => {
          tx.committed();
          if (events.length > 0) this.#deliver(events);
          resolve(result);
        },
        failed: reject,
      });
      this.#draining ??= this.#drain();
    });
  }

  /** Resolves when all units that were handed in are done. */
  async idle(): Promise<void> {
    while (this.#draining) await this.#draining;
  }

  async #drain(): Promise<void> {
    // Let the requests that arrived in the same turn join the first commit.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) await this.#commitGroup(this.#waiting.splice(0, MAX_UNITS_PER_COMMIT));
    this.#draining = undefined;
  }

  async #commitGroup(group: Unit[]): Promise<void> {
    const done: Unit[] = [];
    try {
      await this.#sql('begin immediate');
    } catch (error) {
      for (const unit of group) unit.failed(error);
      return;
    }
    for (const unit of group) {
      if (await this.#runInSavepoint(unit)) done.push(unit);
    }
    try {
      await this.#sql('commit');
    } catch (error) {
      await this.#sql('rollback').catch(() => undefined);
      for (const unit of done) unit.failed(error);
      return;
    }
    for (const unit of done) unit.committed();
  }

  async #runInSavepoint(unit: Unit): Promise<boolean> {
    await this.#sql('savepoint unit');
    try {
      await unit.run();
      await this.#sql('release unit');
      return true;
    } catch (error) {
      await this.#sql('rollback to unit');
      await this.#sql('release unit');
      unit.failed(error);
      return false;
    }
  }

  async #sql(text: string): Promise<void> {
    await this.#tables.executeQuery(CompiledQuery.raw(text));
  }
}
