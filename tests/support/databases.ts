import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/pglite';
import { MikroORM as ServerORM } from '@mikro-orm/postgresql';
import { CompiledQuery, type Kysely } from 'kysely';
import type { Database, DatabaseOptions } from '#server/persistence/database.ts';
import { CORE_ENTITIES } from '#server/persistence/entities/core-entities.ts';
import { PLUGIN_ENTITIES } from '#server/plugins/installed.ts';
import { EventFollower } from '#server/persistence/event-follower.ts';
import { loadMigrations } from '#server/persistence/migrations/load.ts';
import { openSqlite } from '#server/persistence/open-sqlite.ts';
import { postgresqlDatabase } from '#server/persistence/postgresql-database.ts';
import type { FarmTables } from '#server/persistence/tables.ts';

/** A migrated, empty SQLite database in its own folder; `close` removes the folder. */
async function openSqliteFolder(options: DatabaseOptions): Promise<Database> {
  const folder = await mkdtemp(join(tmpdir(), 'flamenco-ng-'));
  const database = await openSqlite(join(folder, 'farm.sqlite'), options);
  return {
    ...database,
    close: async () => {
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Lets all counters begin with 1 again. */
const RESTART = `select setval(format('%I.%I', schemaname, sequencename), start_value, false)
  from pg_sequences where schemaname = current_schema()`;

let postgres: Promise<Kysely<FarmTables>> | undefined;
/** `postgres://…/` of a server on which we may create databases: specs use it instead of PGlite. */
const SERVER = process.env['FLAMENCO_TEST_POSTGRES'];

/**
 * A migrated, empty PostgreSQL database, in memory unless there is a server. Starting one takes seconds, so each spec
 * file has one, which it empties.
 */
async function openPostgres(options: DatabaseOptions): Promise<Database> {
  postgres ??= SERVER === undefined ? startPglite() : useServer(SERVER);
  const tables = await postgres;
  const names = [...CORE_ENTITIES, ...PLUGIN_ENTITIES].map((entity) => `delete from "${entity.meta.tableName}"`);
  await tables.transaction().execute(async (trx) => {
    // Otherwise a trigger would keep the audit log, and rows that refer to each other would have to go in order.
    await trx.executeQuery(CompiledQuery.raw('set local session_replication_role = replica'));
    // Much faster than to truncate, which makes all files of all tables anew.
    await trx.executeQuery(
      CompiledQuery.raw(`with ${names.map((each, n) => `d${n} as (${each})`).join(', ')} select 1`),
    );
    await trx.executeQuery(CompiledQuery.raw(RESTART));
  });
  const follower = await EventFollower.atEnd(tables, options.deliver);
  return postgresqlDatabase(tables, { follower, clock: options.clock, close: () => Promise.resolve() });
}

async function startPglite(): Promise<Kysely<FarmTables>> {
  const orm = await MikroORM.init({
    dbName: 'memory://',
    entities: [...CORE_ENTITIES, ...PLUGIN_ENTITIES],
    extensions: [Migrator],
    migrations: { migrationsList: await loadMigrations('postgresql'), snapshot: false, silent: true },
  });
  await orm.migrator.up();
  return orm.em.getKysely<FarmTables>();
}

async function useServer(server: string): Promise<Kysely<FarmTables>> {
  const name = `spec_${randomUUID().replaceAll('-', '')}`;
  const maker = await ServerORM.init({ clientUrl: `${server}postgres`, entities: [...CORE_ENTITIES] });
  await maker.em.getKysely().executeQuery(CompiledQuery.raw(`create database ${name}`));
  await maker.close(true);
  const orm = await ServerORM.init({
    clientUrl: `${server}${name}`,
    entities: [...CORE_ENTITIES, ...PLUGIN_ENTITIES],
    extensions: [Migrator],
    migrations: { migrationsList: await loadMigrations('postgresql'), snapshot: false, silent: true },
    pool: { min: 1, max: 10 },
  });
  await orm.migrator.up();
  return orm.em.getKysely<FarmTables>();
}

/** Both kinds, for `describe.each`. */
export const DATABASES = [
  { kind: 'SQLite', open: openSqliteFolder },
  { kind: 'PostgreSQL', open: openPostgres },
] as const;
export { openSqliteFolder };
