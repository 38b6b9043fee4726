import type { Actor } from '../../contracts/actor.ts';
import type { FarmEvent } from '../../contracts/event.ts';
import { actorOf } from '../actor-columns.ts';
import type { Transaction } from '../database.ts';
import { hotStatement } from '../hot-statement.ts';
import type { Tables } from '../tables.ts';

/** The most events that one read returns. */
const READ_LIMIT = 1000;

/**
 * At most 1000 events after `seq`, in the order in which they happened; call again with the last until none is left.
 */
export async function readEvents(tables: Tables, seq: number): Promise<FarmEvent[]> {
  const rows = await tables
    .selectFrom('events')
    .selectAll()
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(READ_LIMIT)
    .execute();
  return rows.map(storedEvent);
}

/** The event that a row stores. */
export function storedEvent(row: NewEventRow & { readonly seq: number }): FarmEvent {
  return {
    seq: Number(row.seq),
    type: row.type,
    at: row.at,
    by: actorOf(row),
    payload: JSON.parse(row.payload),
    ...(row.job_id === null ? {} : { jobId: row.job_id }),
  } as FarmEvent;
}

/** The numbers of the first and the last event in the log; both 0 when it is empty. */
export async function eventRange(tables: Tables): Promise<{ first: number; last: number }> {
  const row = await tables
    .selectFrom('events')
    .select(({ fn }) => [fn.min('seq').as('first'), fn.max('seq').as('last')])
    .executeTakeFirst();
  return { first: Number(row?.first ?? 0), last: Number(row?.last ?? 0) };
}

/** Which events to remove. */
export interface TrimRule {
  /** No more than this many stay. */
  readonly atMost: number;
  /** This many of the newest stay, no matter how old they are. */
  readonly atLeast: number;
  /** Between the two limits, those from before this moment are removed (RFC 3339, UTC). */
  readonly before: string;
  /** The most that one call removes. */
  readonly limit: number;
}

/**
 * Removes the oldest events by the rule, but none that a durable subscriber has yet to read. Resolves to how many were
 * removed; as long as that is the limit, there may be more.
 */
export async function trimEvents(tables: Tables, rule: TrimRule): Promise<number> {
  const { last } = await eventRange(tables);
  const behind = await tables
    .selectFrom('event_cursors')
    .select(({ fn }) => fn.min('seq').as('seq'))
    .executeTakeFirst();
  const upTo = Math.min(last - rule.atLeast, Number(behind?.seq ?? last));
  const oldest = await tables
    .selectFrom('events')
    .select(['seq', 'at'])
    .where('seq', '<=', upTo)
    .orderBy('seq')
    .limit(rule.limit)
    .execute();
  const staying = oldest.findIndex(({ seq, at }) => Number(seq) > last - rule.atMost && at >= rule.before);
  const going = staying === -1 ? oldest : oldest.slice(0, staying);
  const end = going.at(-1);
  if (!end) return 0;
  await tables.deleteFrom('events').where('seq', '<=', Number(end.seq)).execute();
  return going.length;
}

/** Forgets how far all subscribers but these have read; resolves to the ones forgotten. */
export async function dropOtherPositions(tx: Transaction, subscribers: readonly string[]): Promise<string[]> {
  const query = tx.tables.deleteFrom('event_cursors').returning('subscriber');
  const rows = await (
    subscribers.length === 0 ? query : query.where('subscriber', 'not in', [...subscribers])
  ).execute();
  return rows.map((row) => row.subscriber);
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

/** An event to be written; the database assigns its number. */
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

/** Appends at most 200 events to the log; resolves to their numbers, in the same order. */
export async function insertEvents(tables: Tables, rows: readonly NewEventRow[]): Promise<number[]> {
  const inserted = await newEvents.rows(tables, { rows });
  return inserted.map((row) => Number(row.seq));
}

const newEvents = hotStatement((tables, { rows }: { rows: readonly NewEventRow[] }) =>
  tables.insertInto('events').values(rows).returning('seq'),
);
