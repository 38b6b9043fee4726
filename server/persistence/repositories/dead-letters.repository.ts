import type { FarmEvent, FarmEvents } from '../../contracts/event.ts';
import { actorColumns } from '../actor-columns.ts';
import type { Transaction } from '../database.ts';
import type { DeadLetterRow, Tables } from '../tables.ts';

/** What went wrong with an event at a subscriber. */
export interface Failure {
  readonly id: string;
  readonly subscriber: string;
  readonly error: string;
  readonly tries: number;
}

/**
 * Keeps an event that a subscriber has given up on. If it is kept already, it is not added again: the manager may have
 * stopped before the subscriber moved on.
 */
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
  // A subscriber that cannot handle even such an event would cause the next one, without end.
  if (type !== 'dead-letter.changed') tx.emit('dead-letter.changed', { ...failure, event: { seq, type } });
}

/** The dead letters, newest first, at most `limit`. */
export async function findDeadLetters(tables: Tables, limit: number): Promise<DeadLetterRow[]> {
  return tables
    .selectFrom('dead_letters')
    .selectAll()
    .orderBy('failed_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** The dead letter, or undefined if it does not exist. */
export async function findDeadLetter(tables: Tables, id: string): Promise<DeadLetterRow | undefined> {
  return tables.selectFrom('dead_letters').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Records that another try failed. */
export async function saveAnotherFailure(tx: Transaction, letter: DeadLetterRow, error: string): Promise<void> {
  const tries = letter.tries + 1;
  const change = { error, tries, failed_at: tx.now };
  await tx.tables.updateTable('dead_letters').set(change).where('id', '=', letter.id).execute();
  tx.emit('dead-letter.changed', toldOf({ ...letter, error, tries }));
}

/** Removes a dead letter that has been handled or dismissed. */
export async function removeDeadLetter(
  tx: Transaction,
  letter: DeadLetterRow,
  settled: 'handled' | 'dismissed',
): Promise<void> {
  await tx.tables.deleteFrom('dead_letters').where('id', '=', letter.id).execute();
  tx.emit('dead-letter.changed', { ...toldOf(letter), settled });
}

function toldOf({ id, subscriber, seq, type, error, tries }: DeadLetterRow): FarmEvents['dead-letter.changed'] {
  return { id, subscriber, event: { seq: Number(seq), type }, error, tries };
}

/**
 * Removes all but the newest `keep`, and all that failed before `moment` (RFC 3339, UTC). Resolves to how many were
 * removed.
 */
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
