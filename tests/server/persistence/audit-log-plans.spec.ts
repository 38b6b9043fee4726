import { CompiledQuery, type KyselyPlugin } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AuditFilter } from '#server/contracts/audit.ts';
import type { Database } from '#server/persistence/database.ts';
import { findAuditEntries } from '#server/persistence/repositories/audit-log.repository.ts';
import { NO_DELIVERY } from '#tests/support/actors.ts';
import { openSqliteFolder } from '#tests/support/databases.ts';

let database: Database;
beforeAll(async () => (database = await openSqliteFolder(NO_DELIVERY)));
afterAll(() => database.close());

/** How SQLite would look for the entries, a line for each table and index that it reads. */
async function planOf(filter: Partial<AuditFilter>): Promise<string[]> {
  const { tables } = database;
  const statements: CompiledQuery[] = [];
  const recorder: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => {
      statements.push(tables.getExecutor().compileQuery(node, queryId));
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  };
  const watched = { ...database, tables: tables.withPlugin(recorder) };
  await findAuditEntries(watched, { search: '', limit: 200, ...filter });
  const { sql = '', parameters = [] } = statements.at(-1) ?? {};
  const { rows } = await tables.executeQuery(CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]));
  return (rows as { detail: string }[]).map(({ detail }) => detail);
}

const FROM = { from: '2026-01-02T00:00:00Z' };
const UNTIL = { until: '2026-01-03T00:00:00Z' };

test.each<[string, Partial<AuditFilter>]>([
  ['who', { who: 'anna-id' }],
  ['the manager', { who: 'manager' }],
  ['what', { kind: 'job' }],
  ['an action', { action: 'job.set' }],
  ['one thing', { subject: 'job-id' }],
  ['from', FROM],
  ['until', UNTIL],
  ['a day', { ...FROM, ...UNTIL }],
  ['who, on a day', { who: 'anna-id', ...FROM, ...UNTIL }],
])('filtering by %s reads an index, and sorts nothing', async (_what, filter) => {
  expect((await planOf(filter)).filter((line) => /^SCAN (audit_log|each)|TEMP B-TREE/.test(line))).toEqual([]);
});

test('without a filter, the newest entries are read in their order', async () => {
  expect(await planOf({})).toEqual(['SCAN audit_log']);
});
