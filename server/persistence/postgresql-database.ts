import { CompiledQuery, type Kysely } from 'kysely';
import type { Actor } from '../contracts/actor.ts';
import type { FarmEvent } from '../contracts/event.ts';
import { type Clock, timestamp } from '../domain/clock.ts';
import { ADVISORY_LOCKS } from './advisory-locks.ts';
import type { Database, Transaction } from './database.ts';
import type { EventFollower } from './event-follower.ts';
import { EVENTS_CHANNEL, type ManagerSession } from './manager-session.ts';
import { currentOrigin } from './origin.ts';
import { storageError } from './storage-error.ts';
import type { FarmTables } from './tables.ts';
import { UnitOfChange } from './unit-of-change.ts';

/** Serialization failure and deadlock: after these the unit is run again. */
const RETRY_CODES = new Set(['40001', '40P01']);
const MAX_TRIES = 4;

/** What a `Database` needs besides the pool of connections. */
export interface PostgresqlParts {
  readonly follower: EventFollower;
  readonly clock: Clock;
  /** Absent in specs in which this is the only manager: then it is in charge. */
  readonly session?: ManagerSession;
  /** Ends the pool. */
  readonly close: () => Promise<void>;
}

/** A `Database` over a PostgreSQL connection pool (or PGlite, in specs). */
export function postgresqlDatabase(tables: Kysely<FarmTables>, parts: PostgresqlParts): Database {
  const { session, close } = parts;
  return {
    dialect: 'postgresql',
    tables,
    transaction: (work, { by }) => runWithRetries(tables, parts, by, work),
    isInCharge: () => session?.isInCharge ?? true,
    onCharge: (listener) => session?.onCharge(listener) ?? (() => undefined),
    // PostgreSQL keeps its own checksums and enforces foreign keys; there is nothing for us to check.
    checkIntegrity: () => Promise.resolve([]),
    shortenJournal: () => Promise.resolve(0),
    close: async () => {
      await session?.stop();
      await close();
    },
  };
}

async function runWithRetries<T>(
  tables: Kysely<FarmTables>,
  parts: PostgresqlParts,
  by: Actor,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await runOnce(tables, parts, by, work);
    } catch (error) {
      const code = (error as { code?: unknown }).code;
      if (tries >= MAX_TRIES || typeof code !== 'string' || !RETRY_CODES.has(code)) throw storageError(error);
    }
  }
}

async function runOnce<T>(
  tables: Kysely<FarmTables>,
  parts: PostgresqlParts,
  by: Actor,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  let events: FarmEvent[] = [];
  let unit: UnitOfChange | undefined;
  const result = await tables.transaction().execute(async (trx) => {
    const beforeEvents = async () => {
      await trx.executeQuery(CompiledQuery.raw('select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.eventOrder]));
    };
    const now = timestamp(parts.clock.now());
    unit = new UnitOfChange({ dialect: 'postgresql', tables: trx, beforeEvents }, { by, now, origin: currentOrigin() });
    const value = await work(unit);
    await unit.storeAudit();
    events = await unit.storeEvents();
    // Sent to all managers at the commit.
    if (events.length > 0) await trx.executeQuery(CompiledQuery.raw(`notify ${EVENTS_CHANNEL}`));
    return value;
  });
  unit?.committed();
  await parts.follower.committed(events);
  return result;
}
