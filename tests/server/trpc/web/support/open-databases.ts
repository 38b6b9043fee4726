import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/pglite';
import type { Database, DeliverEvents } from '#server/persistence/database.ts';
import { ENTITIES } from '#server/persistence/entities/all-entities.ts';
import { POSTGRESQL_MIGRATIONS } from '#server/persistence/migrations/postgresql/list.ts';
import { openSqlite } from '#server/persistence/open-sqlite.ts';
import { postgresqlDatabase } from '#server/persistence/postgresql-database.ts';
import type { FarmTables } from '#server/persistence/tables.ts';

/** A migrated, empty SQLite database in a folder of its own; `close` removes the folder. */
async function openSqliteFolder(deliver: DeliverEvents): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'flamenco-ng-'));
  const database = await openSqlite(join(folder, 'farm.sqlite'), deliver);
  return {
    ...database,
    close: async () => {
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** A migrated, empty PostgreSQL in memory. */
async function openPglite(deliver: DeliverEvents): Promise<Database> {
  const orm = await MikroORM.init({
    dbName: 'farm',
    entities: ENTITIES,
    extensions: [Migrator],
    migrations: { migrationsList: POSTGRESQL_MIGRATIONS, snapshot: false, silent: true },
  });
  await orm.migrator.up();
  return postgresqlDatabase(orm.em.getKysely<FarmTables>(), deliver, () => orm.close(true));
}

/** Both kinds, for `describe.each`. */
export const DATABASES = [
  { kind: 'SQLite', open: openSqliteFolder },
  { kind: 'PostgreSQL', open: openPglite },
] as const;
export { openSqliteFolder };
