import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '#server/persistence/database.ts';
import { hotStatement } from '#server/persistence/hot-statement.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { SOMEBODY, NO_DELIVERY } from '#tests/support/actors.ts';

interface EventRow {
  readonly type: string;
  readonly job_id: string | null;
  readonly payload: string;
  readonly at: string;
}

const addEvents = hotStatement((tables, { rows }: { rows: readonly EventRow[] }) =>
  tables.insertInto('events').values(rows).returning('seq'),
);
const findEvents = hotStatement((tables, { types, jobId }: { types: readonly string[]; jobId?: string }) => {
  const query = tables.selectFrom('events').select(['type', 'payload']).where('type', 'in', types).orderBy('seq');
  return jobId === undefined ? query : query.where('job_id', '=', jobId);
});
const changeEvents = hotStatement((tables, { type, change }: { type: string; change: Partial<EventRow> }) =>
  tables.updateTable('events').set(change).where('type', '=', type),
);

function event(type: string, payload: string, jobId: string | null = null): EventRow {
  return { type, payload, job_id: jobId, at: '2026-01-05T12:00:00.000Z' };
}

describe.each(DATABASES)('a statement of the hot path on $kind', ({ open }) => {
  let database: Database;
  beforeEach(async () => {
    database = await open(NO_DELIVERY);
  });
  afterEach(() => database.close());

  it('uses the new values each time it is run', async () => {
    await database.transaction(
      async (tx) => {
        await addEvents.rows(tx.tables, { rows: [event('a', '1'), event('b', '2')] });
        await addEvents.rows(tx.tables, { rows: [event('c', '3', 'job')] });
      },
      { by: SOMEBODY },
    );
    const { tables } = database;
    expect(await findEvents.rows(tables, { types: ['a'] })).toEqual([{ type: 'a', payload: '1' }]);
    expect(await findEvents.rows(tables, { types: ['b'] })).toEqual([{ type: 'b', payload: '2' }]);
  });

  it('accepts lists of different lengths, and values that are left out', async () => {
    await database.transaction(
      (tx) => addEvents.rows(tx.tables, { rows: [event('a', '1', 'x'), event('b', '2', 'y'), event('c', '3')] }),
      { by: SOMEBODY },
    );
    const { tables } = database;
    expect(await findEvents.rows(tables, { types: ['a', 'b', 'c'] })).toHaveLength(3);
    expect(await findEvents.rows(tables, { types: ['a', 'b'], jobId: 'y' })).toEqual([{ type: 'b', payload: '2' }]);
    expect(await findEvents.rows(tables, { types: ['a', 'b'], jobId: undefined })).toHaveLength(2);
  });

  it('changes only the named columns, and says how many rows it changed', async () => {
    await database.transaction(
      async (tx) => {
        await addEvents.rows(tx.tables, { rows: [event('a', '1', 'x'), event('a', '2', 'x'), event('b', '3', 'x')] });
        expect(await changeEvents.change(tx.tables, { type: 'a', change: { payload: '9' } })).toBe(2);
        expect(await changeEvents.change(tx.tables, { type: 'b', change: { job_id: null } })).toBe(1);
        expect(await changeEvents.change(tx.tables, { type: 'c', change: { payload: '9' } })).toBe(0);
      },
      { by: SOMEBODY },
    );
    const rows = await database.tables.selectFrom('events').select(['payload', 'job_id']).orderBy('seq').execute();
    expect(rows).toEqual([
      { payload: '9', job_id: 'x' },
      { payload: '9', job_id: 'x' },
      { payload: '3', job_id: null },
    ]);
  });
});
