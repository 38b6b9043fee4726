import type { Actor } from '../../contracts/actor.ts';
import type { FarmEvent } from '../../contracts/event.ts';
import { actorOf } from '../actor-columns.ts';
import type { Transaction } from '../database.ts';
import { hotStatement } from '../hot-statement.ts';
import type { Tables } from '../tables.ts';

/** Events that one read hands out at most. */
const READ_LIMIT = 1000;

/** The events after `seq` in order of happening, at most 1000; call again from the last one until none comes. */
export async function readEvents(tables: Tables, seq: number): Promise<FarmEvent[]> {
  const rows = await tables
    .selectFrom('events')
    .selectAll()
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(READ_LIMIT)
    .execute();
  return rows.map((row) => {
    const jobId = row.job_id === null ? {} : { jobId: row.job_id };
    return {
      seq: Number(row.seq),
      type: row.type,
      at: row.at,
      by: actorOf(row),
      payload: JSON.parse(row.payload),
      ...jobId,
    } as FarmEvent;
  });
}

/** The first and the last event that the log holds; both 0 when it is empty. */
export async function eventRange(tables: Tables): Promise<{ first: number; last: number }> {
  const row = await tables
    .selectFrom('events')
    .select(({ fn }) => [fn.min('seq').as('first'), fn.max('seq').as('last')])
    .executeTakeFirst();
  return { first: Number(row?.first ?? 0), last: Number(row?.last ?? 0) };
}

/**
 * Forgets all but the newest `keep` events, and none that a durable subscriber has yet to read. Resolves to how many
 * went.
 */
export async function trimEvents(tables: Tables, keep: number): Promise<number> {
  const { last } = await eventRange(tables);
  const behind = await tables
    .selectFrom('event_cursors')
    .select(({ fn }) => fn.min('seq').as('seq'))
    .executeTakeFirst();
  const upTo = Math.min(last - keep, Number(behind?.seq ?? last));
  if (upTo <= 0) return 0;
  const result = await tables.deleteFrom('events').where('seq', '<=', upTo).executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** How far a durable subscriber has read; undefined when it is new. */
export async function findPosition(tables: Tables, subscriber: string): Promise<number | undefined> {
  const row = await tables
    .selectFrom('event_cursors')
    .select('seq')
    .where('subscriber', '=', subscriber)
    .executeTakeFirst();
  return row && Number(row.seq);
}

/** Stores how far a durable subscriber has read. */
export async function savePosition(tx: Transaction, subscriber: string, seq: number): Promise<void> {
  await tx.tables
    .insertInto('event_cursors')
    .values({ subscriber, seq })
    .onConflict((conflict) => conflict.column('subscriber').doUpdateSet({ seq }))
    .execute();
}

/** An event as it is written; the database gives it its number. */
export interface NewEventRow {
  readonly type: string;
  readonly job_id: string | null;
  /** JSON. */
  readonly payload: string;
  readonly at: string;
  readonly actor_kind: Actor['kind'];
  readonly actor_id: string | null;
  readonly actor_name: string | null;
}

/** Appends to the log, at most 200 events at once; resolves to their numbers, in the same order. */
export async function insertEvents(tables: Tables, rows: readonly NewEventRow[]): Promise<number[]> {
  const inserted = await newEvents.rows(tables, { rows });
  return inserted.map((row) => Number(row.seq));
}

const newEvents = hotStatement((tables, { rows }: { rows: readonly NewEventRow[] }) =>
  tables.insertInto('events').values(rows).returning('seq'),
);
