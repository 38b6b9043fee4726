import { join } from 'node:path';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM as PgliteORM } from '@mikro-orm/pglite';
import { MikroORM as SqliteORM } from '@mikro-orm/sqlite';
import { describe, expect, it, onTestFinished } from 'vitest';
import { PROJECT_ROOT } from '#scripts/project-root.ts';
import { CORE_ENTITIES } from '#server/persistence/entities/core-entities.ts';
import { loadMigrations } from '#server/persistence/migrations/load.ts';
import { PLUGIN_ENTITIES } from '#server/plugins/installed.ts';

const schemaGenerator = { ignoreTriggers: true };
const shared = { entities: [...CORE_ENTITIES, ...PLUGIN_ENTITIES], extensions: [Migrator], schemaGenerator };
const migrations = async (dialect: 'sqlite' | 'postgresql') => ({
  path: join(PROJECT_ROOT, 'server', 'persistence', 'migrations', dialect),
  snapshotName: 'snapshot',
  snapshotOnMigrate: false,
  migrationsList: await loadMigrations(dialect),
  silent: true,
});

async function openSqlite() {
  const orm = await SqliteORM.init({ ...shared, dbName: ':memory:', migrations: await migrations('sqlite') });
  onTestFinished(() => orm.close(true));
  return orm;
}

async function openPglite() {
  const orm = await PgliteORM.init({ ...shared, dbName: 'memory://', migrations: await migrations('postgresql') });
  onTestFinished(() => orm.close(true));
  return orm;
}

/** Tables, columns, indexes and references, without the order of columns: it differs where a migration added one. */
async function tablesOf(orm: Awaited<ReturnType<typeof openSqlite>>): Promise<unknown> {
  const tables = `(select name from sqlite_master where type = 'table' and name not in ('sqlite_sequence', 'mikro_orm_migrations')) t`;
  const ask = (sql: string) => orm.em.getConnection().execute<object[]>(sql);
  return {
    columns: await ask(
      `select t.name as "table", c.name, c.type, c."notnull", c.dflt_value, c.pk from ${tables} join pragma_table_info(t.name) c order by 1, 2`,
    ),
    indexes: await ask(`select sql from sqlite_master where type = 'index' and sql is not null order by 1`),
    references: await ask(
      `select t.name, f."from", f."table", f."to", f.on_update, f.on_delete from ${tables} join pragma_foreign_key_list(t.name) f order by 1, 2`,
    ),
  };
}

describe('a database that was migrated', () => {
  it('has the tables that the entities describe, on SQLite', async () => {
    const [migrated, made] = [await openSqlite(), await openSqlite()];
    await migrated.migrator.up();
    await made.schema.create();
    expect(await tablesOf(migrated)).toEqual(await tablesOf(made));
  });

  it('has the tables that the entities describe, on PostgreSQL', async () => {
    const orm = await openPglite();
    await orm.migrator.up();
    expect(await orm.schema.getUpdateSchemaSQL()).toBe('');
  });
});

it.each([
  ['SQLite', openSqlite],
  ['PostgreSQL', openPglite],
] as const)('jobs from before can be found by their metadata on %s', async (_kind, open) => {
  const orm = await open();
  const ask = (sql: string, values: unknown[] = []) => orm.em.getConnection().execute<object[]>(sql, values);
  await orm.migrator.up({ to: '0008-idempotency-keys' });
  const metadata = [
    { shot: '010', artist: `Zoë "Z" 💥${'x'.repeat(300)}` },
    {},
    { broken: '\0', 'half a sign': '\ud800' },
    { shot: '020' },
  ];
  for (const [index, each] of metadata.entries())
    await ask(
      `insert into jobs (id, number, name, type, priority, status, activity, settings, metadata, created_at, updated_at)
       values (?, ?, '', '', 50, 'queued', '', '{}', ?, '', '')`,
      [`job ${index}`, index, JSON.stringify(each)],
    );
  await orm.migrator.up();
  expect(await ask('select * from job_metadata order by job_id, position')).toEqual([
    { job_id: 'job 0', position: 1, key: 'shot', value: '010' },
    { job_id: 'job 0', position: 2, key: 'artist', value: `Zoë "Z" 💥${'x'.repeat(191)}` },
    { job_id: 'job 3', position: 1, key: 'shot', value: '020' },
  ]);
});

it.each([
  ['SQLite', openSqlite],
  ['PostgreSQL', openPglite],
] as const)('no change of an entity waits for `npm run db:migration` on %s', async (_kind, open) => {
  const orm = await open();
  expect(await orm.migrator.checkSchema()).toBe(false);
});

it.each([
  ['SQLite', openSqlite],
  ['PostgreSQL', openPglite],
] as const)('a database from before the audit log gets one that stays as it is on %s', async (_kind, open) => {
  const orm = await open();
  const ask = (sql: string) => orm.em.getConnection().execute<object[]>(sql);
  await orm.migrator.up({ to: '0013-add-job-owner-index' });
  await orm.migrator.up();
  const columns = 'at, actor_kind, address, request_id, action, subject_kind, subject_name, summary';
  await ask(`insert into audit_log (${columns}) values ('2026-01-05', 'manager', '', '', 'a', 'job', '', 'first')`);
  const replaced = `(id, ${columns}) values (1, '2027-01-05', 'manager', '', '', 'a', 'job', '', 'another')`;
  for (const change of [
    `update audit_log set summary = ''`,
    'delete from audit_log',
    ...(open === openSqlite ? [`insert or replace into audit_log ${replaced}`] : ['truncate audit_log']),
  ]) {
    await expect(ask(change), change).rejects.toThrow(/entries of the audit log are (never changed|removed only)/);
  }
  expect(await ask('select summary from audit_log')).toEqual([{ summary: 'first' }]);
  await ask(`insert into audit_trim (older_than) values ('2026-01-06')`);
  await ask('delete from audit_log');
  expect(await ask('select summary from audit_log')).toEqual([]);
});
