import { randomUUID } from 'node:crypto';
import { CompiledQuery, sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MANAGER } from '#server/contracts/actor.ts';
import type { Database } from '#server/persistence/database.ts';
import { newJobRow } from '#server/persistence/new-job-row.ts';
import { findJobRows, type JobQuery } from '#server/persistence/repositories/job-rows.repository.ts';
import { NO_DELIVERY } from '#tests/support/actors.ts';
import { DATABASES } from '#tests/support/databases.ts';

const OWNERS = 100;
/** Doubled until there are so many. */
const JOBS = OWNERS * 128;
const PAGE = { after: undefined, limit: 200, search: '', statuses: [], sort: 'updated', descending: true } as const;

describe.each(DATABASES)('“my jobs” among more than ten thousand, on $kind', ({ kind, open }) => {
  let database: Database;
  const owners = Array.from({ length: OWNERS }, () => randomUUID());
  const jobOf = (number: number) => {
    const created_at = new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString();
    return newJobRow({ ...JOB, id: randomUUID(), number, owner_id: owners[number % OWNERS] ?? null, created_at });
  };
  beforeEach(async () => {
    database = await open(NO_DELIVERY);
    await database.transaction(
      async (tx) => {
        await tx.tables
          .insertInto('jobs')
          .values(owners.map((_owner, index) => jobOf(index + 1)))
          .execute();
        // Copies of what is there: one by one would take PGlite a minute.
        for (let count = OWNERS; count < JOBS; count *= 2) {
          await tx.tables
            .insertInto('jobs')
            .columns([...COLUMNS, 'id', 'number'])
            .expression((eb) =>
              eb
                .selectFrom('jobs')
                .select([...COLUMNS, sql<string>`'job ' || cast(number + ${sql.lit(count)} as varchar)`.as('id')])
                .select(sql<number>`number + ${sql.lit(count)}`.as('number')),
            )
            .execute();
        }
      },
      { by: MANAGER },
    );
  });
  afterEach(() => database.close());

  /** How the database finds the page: the statement is the one that is really sent. */
  async function planOf(query: JobQuery): Promise<string> {
    const sent: CompiledQuery[] = [];
    const watched = database.tables.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: ({ result }) => Promise.resolve(result),
    });
    const executor = watched.getExecutor();
    const compile = executor.compileQuery.bind(executor);
    Object.assign(executor, {
      compileQuery: (...args: Parameters<typeof compile>) => {
        const compiled = compile(...args);
        sent.push(compiled);
        return compiled;
      },
    });
    await findJobRows({ ...database, tables: watched }, query);
    const [first] = sent;
    if (!first) throw new Error('nothing was sent');
    const explain = kind === 'SQLite' ? 'explain query plan ' : 'explain ';
    const { rows } = await database.tables.executeQuery(CompiledQuery.raw(explain + first.sql, [...first.parameters]));
    return rows.map((row) => Object.values(row as object).join(' ')).join('\n');
  }

  test('are found by the index of their owner, in its order, on every page', async () => {
    const of = { id: owners[7] ?? '' };
    if (kind !== 'SQLite') await database.tables.executeQuery(CompiledQuery.raw('analyze jobs'));
    const { rows, end } = await findJobRows(database, { ...PAGE, of, limit: 60 });
    expect(rows).toHaveLength(60);
    const rest = await findJobRows(database, { ...PAGE, of, after: end });
    expect(rest.rows).toHaveLength(JOBS / OWNERS - 60);
    for (const query of [
      { ...PAGE, of, limit: 60 },
      { ...PAGE, of, limit: 60, after: end },
    ]) {
      const plan = await planOf(query);
      expect(plan).toContain('jobs_owner');
      expect(plan).not.toMatch(/SCAN jobs|Seq Scan/);
    }
  });
});

const JOB = { name: 'Shot', type: 'simple-blender-render', status: 'completed', steps_total: 0 } as const;
const { id: _id, number: _number, ...REST } = newJobRow({ ...JOB, id: '', number: 0, created_at: '' });
const COLUMNS = Object.keys(REST) as (keyof typeof REST)[];
