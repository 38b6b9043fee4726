import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '#server/persistence/database.ts';
import { findJobRows, findJobRowsById, type JobQuery } from '#server/persistence/repositories/job-rows.repository.ts';
import { JOB_SORTS, type JobRow } from '#server/contracts/web/job-rows.ts';
import { DATABASES } from '../../support/databases.ts';
import { at, seedJob } from '../trpc/web/support/seed.ts';
import { countJobsByStatus } from '#server/persistence/repositories/status-counts.repository.ts';
import { NO_DELIVERY } from '#tests/support/actors.ts';

const ALL: JobQuery = {
  after: undefined,
  limit: 100,
  of: 'all',
  search: '',
  statuses: [],
  sort: 'submitted',
  descending: false,
};
const ADA = randomUUID();

describe.each(DATABASES)('jobs table on $kind', ({ open }) => {
  let database: Database;
  const find = async (query: Partial<JobQuery>): Promise<string[]> =>
    names((await findJobRows(database, { ...ALL, ...query })).rows);

  beforeAll(async () => {
    database = await open(NO_DELIVERY);
    await seedJob(database, {
      name: 'Cat_1',
      status: 'active',
      updated_at: at(30),
      metadata: '{"user.name":"Ada Lovelace","project":"Grace"}',
      owner_id: ADA,
      tasks: [
        { status: 'completed' },
        { status: 'soft-failed' },
        { status: 'completed', type: 'ffmpeg' },
        { status: 'queued', type: 'ffmpeg' },
      ],
    });
    await seedJob(database, { name: 'ant', status: 'completed', priority: 80, updated_at: at(20) });
    await seedJob(database, { name: 'Bee 100%', status: 'completed', updated_at: at(20), type: 'echo-sleep-test' });
    await seedJob(database, { name: 'dog', status: 'failed', priority: 10, updated_at: at(10), owner_id: ADA });
  });
  afterAll(() => database.close());

  test('is sorted by the chosen column, with names in any mix of capitals', async () => {
    expect(await find({})).toEqual(['Cat_1', 'ant', 'Bee 100%', 'dog']);
    expect(await find({ sort: 'name' })).toEqual(['ant', 'Bee 100%', 'Cat_1', 'dog']);
    expect(await find({ sort: 'priority', descending: true })).toEqual(['ant', 'Bee 100%', 'Cat_1', 'dog']);
    expect((await find({ sort: 'updated', descending: true }))[0]).toBe('Cat_1');
  });

  test.each(JOB_SORTS.flatMap((sort) => [true, false].map((descending) => ({ sort, descending }))))(
    'pages of one job by $sort (descending: $descending) make the same list as one page',
    async ({ sort, descending }) => {
      const whole = await find({ sort, descending });
      const paged: string[] = [];
      let after: JobQuery['after'];
      do {
        const { rows, end } = await findJobRows(database, { ...ALL, sort, descending, after, limit: 1 });
        paged.push(...names(rows));
        after = end;
      } while (after);
      expect(paged).toEqual(whole);
    },
  );

  test('shows only the jobs of one person, page by page, in every order', async () => {
    expect(await find({ of: { id: ADA } })).toEqual(['Cat_1', 'dog']);
    expect(await find({ of: { id: ADA }, statuses: ['failed'] })).toEqual(['dog']);
    expect(await find({ of: { id: ADA }, search: 'c' })).toEqual(['Cat_1']);
    expect(await find({ of: { id: randomUUID() } })).toEqual([]);
    for (const sort of JOB_SORTS) {
      const { rows, end: after } = await findJobRows(database, { ...ALL, of: { id: ADA }, sort, limit: 1 });
      const next = await findJobRows(database, { ...ALL, of: { id: ADA }, sort, limit: 1, after });
      expect(names([...rows, ...next.rows]).toSorted()).toEqual(['Cat_1', 'dog']);
      expect(next.end).toBeUndefined();
    }
  });

  test('shows only the jobs that were submitted under a name, which is exactly this one', async () => {
    expect(await find({ of: { name: 'Ada Lovelace' } })).toEqual(['Cat_1']);
    expect(await find({ of: { name: 'ada lovelace' } })).toEqual([]);
    expect(await find({ of: { name: '' } })).toEqual([]);
  });

  test('is searched by name, type and submitter; wildcards count as plain text', async () => {
    expect(await find({ search: 'AN' })).toEqual(['ant']);
    expect(await find({ search: 'echo' })).toEqual(['Bee 100%']);
    expect(await find({ search: 'lovelace' })).toEqual(['Cat_1']);
    expect(await find({ search: 'grace' })).toEqual([]);
    expect(await find({ search: '%' })).toEqual(['Bee 100%']);
    expect(await find({ search: '_' })).toEqual(['Cat_1']);
  });

  test('is searched by a key and a value of the metadata', async () => {
    expect(await find({ search: 'project=Grace' })).toEqual(['Cat_1']);
    expect(await find({ search: 'project = Grace' })).toEqual(['Cat_1']);
    expect(await find({ search: 'user.name=Ada Lovelace' })).toEqual(['Cat_1']);
    expect(await find({ search: 'project=grace' })).toEqual([]);
    expect(await find({ search: 'project=%' })).toEqual([]);
    expect(await find({ search: 'user.name=Grace' })).toEqual([]);
    expect(await find({ search: 'project=' })).toEqual([]);
  });

  test('can be filtered by status, while the counts still cover the whole farm', async () => {
    expect(await find({ statuses: ['active', 'failed'] })).toEqual(['Cat_1', 'dog']);
    expect(await countJobsByStatus(database.tables)).toMatchObject({ active: 1, completed: 2, failed: 1, queued: 0 });
  });

  test('a row counts the tasks of all types and names the submitter', async () => {
    const { rows } = await findJobRows(database, { ...ALL, search: 'cat' });
    expect(rows[0]).toMatchObject({
      submitter: 'Ada Lovelace',
      tasks: { completed: 2, 'soft-failed': 1, queued: 1, active: 0 },
    });
    const { sort_key: _key, sort_tie: _tie, ...row } = rows[0] as JobRow & Record<string, unknown>;
    expect(await findJobRowsById(database.tables, [row.id, 'gone'])).toEqual([row]);
  });
});

function names(rows: readonly JobRow[]): string[] {
  return rows.map((row) => row.name);
}
