import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { CompiledQuery } from 'kysely';
import type { Database, DeliverEvents } from './database.ts';
import { CORE_ENTITIES } from './entities/core-entities.ts';
import { POSTGRESQL_MIGRATIONS } from './migrations/postgresql/list.ts';
import { postgresqlDatabase } from './postgresql-database.ts';
import type { FarmTables } from './tables.ts';

/** Key of the advisory lock that is held while the schema changes. */
const MIGRATION_LOCK = 4_610_012;

/** Connects to `postgres://user:password@host:port/database` and migrates it to the current schema. */
export async function openPostgresql(url: string, deliver: DeliverEvents): Promise<Database> {
  const orm = await MikroORM.init({
    clientUrl: url,
    entities: [...CORE_ENTITIES],
    extensions: [Migrator],
    migrations: { migrationsList: POSTGRESQL_MIGRATIONS, snapshot: false, silent: true },
    pool: { min: 1, max: 10 },
  });
  const tables = orm.em.getKysely<FarmTables>();
  // Managers that start together on one database migrate it one after the other.
  await tables.connection().execute(async (session) => {
    await session.executeQuery(CompiledQuery.raw('select pg_advisory_lock($1)', [MIGRATION_LOCK]));
    try {
      await orm.migrator.up();
    } finally {
      await session.executeQuery(CompiledQuery.raw('select pg_advisory_unlock($1)', [MIGRATION_LOCK]));
    }
  });
  return postgresqlDatabase(tables, deliver, () => orm.close(true));
}
