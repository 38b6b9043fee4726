import type { FarmEvent } from '../../contracts/event.ts';
import { actorColumns } from '../actor-columns.ts';
import type { Transaction } from '../database.ts';
import type { DeadLetterRow, Tables } from '../tables.ts';

/** What became of an event at a subscriber that could not handle it. */
export interface Failure {
  readonly id: string;
  readonly subscriber: string;
  readonly error: string;
  readonly tries: number;
}

/** Keeps an event that was given up. A second row for the same event is not made: the manager may have stopped in between. */
export async function insertDeadLetter(tx: Transaction, event: FarmEvent, failure: Failure): Promise<void> {
  const { seq, type, at } = event;
  await tx.tables
    .insertInto('dead_letters')
    .values({
      ...failure,
      seq,
      type,
      at,
      job_id: event.jobId ?? null,
      payload: JSON.stringify(event.payload),
      ...actorColumns(event.by),
      failed_at: tx.now,
    })
    .onConflict((conflict) => conflict.columns(['subscriber', 'seq']).doNothing())
    .execute();
}

/** The newest first, at most `limit`. */
export async function findDeadLetters(tables: Tables, limit: number): Promise<DeadLetterRow[]> {
  return tables
    .selectFrom('dead_letters')
    .selectAll()
    .orderBy('failed_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

export async function findDeadLetter(tables: Tables, id: string): Promise<DeadLetterRow | undefined> {
  return tables.selectFrom('dead_letters').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Writes down that one more try failed. */
export async function saveAnotherFailure(tx: Transaction, id: string, error: string): Promise<void> {
  await tx.tables
    .updateTable('dead_letters')
    .set((eb) => ({ error, tries: eb('tries', '+', 1), failed_at: tx.now }))
    .where('id', '=', id)
    .execute();
}

export async function removeDeadLetter(tx: Transaction, id: string): Promise<void> {
  await tx.tables.deleteFrom('dead_letters').where('id', '=', id).execute();
}

/** Forgets all but the newest `keep`, and those that failed before `moment` (RFC 3339, UTC). Resolves to how many went. */
export async function trimDeadLetters(tx: Transaction, keep: number, moment: string): Promise<number> {
  const result = await tx.tables
    .deleteFrom('dead_letters')
    .where((eb) =>
      eb.or([
        eb('failed_at', '<', moment),
        eb('id', 'not in', eb.selectFrom('dead_letters').select('id').orderBy('failed_at', 'desc').limit(keep)),
      ]),
    )
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
