import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import { ADVISORY_LOCKS } from './advisory-locks.ts';
import type { Database, DatabaseOptions } from './database.ts';
import { CORE_ENTITIES } from './entities/core-entities.ts';
import { EventFollower } from './event-follower.ts';
import { ManagerSession } from './manager-session.ts';
import { loadMigrations } from './migrations/load.ts';
import { postgresqlDatabase } from './postgresql-database.ts';
import type { FarmTables } from './tables.ts';

/** Connects to `postgres://user:password@host:port/database` and migrates it to the current schema. */
export async function openPostgresql(url: string, { deliver, clock }: DatabaseOptions): Promise<Database> {
  const orm = await MikroORM.init({
    clientUrl: url,
    entities: [...CORE_ENTITIES],
    extensions: [Migrator],
    migrations: { migrationsList: await loadMigrations('postgresql'), snapshot: false, silent: true },
    pool: { min: 1, max: 10 },
  });
  const tables = orm.em.getKysely<FarmTables>();
  // Managers that start at the same time on one database migrate it one after the other.
  await tables.connection().execute(async (session) => {
    await session.executeQuery(CompiledQuery.raw('select pg_advisory_lock($1)', [ADVISORY_LOCKS.migration]));
    try {
      await orm.migrator.up();
    } finally {
      await session.executeQuery(CompiledQuery.raw('select pg_advisory_unlock($1)', [ADVISORY_LOCKS.migration]));
    }
  });
  const follower = await EventFollower.atEnd(tables, deliver);
  const session = new ManagerSession(url, () => void follower.catchUp().catch(() => undefined));
  await session.start();
  return postgresqlDatabase(tables, { follower, session, clock, close: () => orm.close(true) });
}
