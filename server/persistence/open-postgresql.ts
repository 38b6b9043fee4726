import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import type { Database, DeliverEvents } from './database.ts';
import { CORE_ENTITIES } from './entities/core-entities.ts';
import { POSTGRESQL_MIGRATIONS } from './migrations/postgresql/list.ts';
import { postgresqlDatabase } from './postgresql-database.ts';
import type { FarmTables } from './tables.ts';

/** Connects to `postgres://user:password@host:port/database` and migrates it to the current schema. */
export async function openPostgresql(url: string, deliver: DeliverEvents): Promise<Database> {
  const orm = await MikroORM.init({
    clientUrl: url,
    entities: [...CORE_ENTITIES],
    extensions: [Migrator],
    migrations: { migrationsList: POSTGRESQL_MIGRATIONS, snapshot: false, silent: true },
    pool: { min: 1, max: 10 },
  });
  await orm.migrator.up();
  return postgresqlDatabase(orm.em.getKysely<FarmTables>(), deliver, () => orm.close(true));
}
