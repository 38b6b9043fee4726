import { CompiledQuery, type Kysely } from 'kysely';
import type { FarmEvent } from '../contracts/event.ts';
import type { Database, DeliverEvents, Transaction } from './database.ts';
import type { FarmTables } from './tables.ts';
import { UnitOfChange } from './unit-of-change.ts';

/** Key of the advisory lock that makes the order of event numbers the order of commits. */
const EVENT_ORDER_LOCK = 4_610_010;
/** Serialization failure and deadlock: the unit is run again. */
const RETRY_CODES = new Set(['40001', '40P01']);
const MAX_TRIES = 4;

/** A `Database` over a PostgreSQL connection pool (or PGlite, in specs). `close` must end the pool. */
export function postgresqlDatabase(
  tables: Kysely<FarmTables>,
  deliver: DeliverEvents,
  close: () => Promise<void>,
): Database {
  return {
    dialect: 'postgresql',
    tables,
    transaction: (work) => runWithRetries(tables, deliver, work),
    // PostgreSQL keeps its own checksums and enforces foreign keys; there is nothing for us to look through.
    checkIntegrity: () => Promise.resolve([]),
    close,
  };
}

async function runWithRetries<T>(
  tables: Kysely<FarmTables>,
  deliver: DeliverEvents,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await runOnce(tables, deliver, work);
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      if (tries >= MAX_TRIES || typeof code !== 'string' || !RETRY_CODES.has(code)) throw error;
    }
  }
}

async function runOnce<T>(
  tables: Kysely<FarmTables>,
  deliver: DeliverEvents,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  let events: FarmEvent[] = [];
  let unit: UnitOfChange | undefined;
  const result = await tables.transaction().execute(async (trx) => {
    unit = new UnitOfChange('postgresql', trx, async () => {
      await trx.executeQuery(CompiledQuery.raw('select pg_advisory_xact_lock($1)', [EVENT_ORDER_LOCK]));
    });
    const value = await work(unit);
    events = await unit.storeEvents();
    return value;
  });
  unit?.committed();
  if (events.length > 0) deliver(events);
  return result;
}
