import type { Transaction } from '../database.ts';
import type { ProgramLoginRow, Tables } from '../tables.ts';

/** Stores a new one, and forgets those that expired before `forgotten` (RFC 3339, UTC). */
export async function insertProgramLogin(tx: Transaction, row: ProgramLoginRow, forgotten: string): Promise<void> {
  await tx.tables.deleteFrom('program_logins').where('expires_at', '<', forgotten).execute();
  await tx.tables.insertInto('program_logins').values(row).execute();
}

/** The one that a program asks about, expired or not. @param hash of its device code */
export async function findByDeviceCode(tables: Tables, hash: string): Promise<ProgramLoginRow | undefined> {
  return tables.selectFrom('program_logins').selectAll().where('device_hash', '=', hash).executeTakeFirst();
}

/** Remembers when the program asked last, and how long it has to wait now, in seconds. */
export async function saveQuestion(tx: Transaction, id: string, interval: number): Promise<void> {
  const change = { polled_at: tx.now, interval };
  await tx.tables.updateTable('program_logins').set(change).where('id', '=', id).execute();
}

/**
 * Binds the one with this user code to whoever opened it, unless another one was first, it has an answer, or it has
 * expired: then the result is undefined. Of several that try, one succeeds.
 */
export async function bindProgramLogin(
  tx: Transaction,
  userHash: string,
  boundTo: string,
): Promise<ProgramLoginRow | undefined> {
  return tx.tables
    .updateTable('program_logins')
    .set({ bound_to: boundTo })
    .where('user_hash', '=', userHash)
    .where((eb) => eb.or([eb('bound_to', 'is', null), eb('bound_to', '=', boundTo)]))
    .where('answer', 'is', null)
    .where('expires_at', '>', tx.now)
    .returningAll()
    .executeTakeFirst();
}

/** Answers one that is bound to `boundTo`, once. Undefined if there is none, it has an answer, or it has expired. */
export async function answerProgramLogin(
  tx: Transaction,
  id: string,
  { boundTo, personId, answer }: { readonly boundTo: string; readonly personId: string; readonly answer: Answer },
): Promise<ProgramLoginRow | undefined> {
  return tx.tables
    .updateTable('program_logins')
    .set({ answer, person_id: personId })
    .where('id', '=', id)
    .where('bound_to', '=', boundTo)
    .where('answer', 'is', null)
    .where('expires_at', '>', tx.now)
    .returningAll()
    .executeTakeFirst();
}

type Answer = NonNullable<ProgramLoginRow['answer']>;

/**
 * Takes one out that was allowed and has not expired, so that it gives a token once: of several that try, one gets it.
 */
export async function takeAllowed(tx: Transaction, id: string): Promise<ProgramLoginRow | undefined> {
  return tx.tables
    .deleteFrom('program_logins')
    .where('id', '=', id)
    .where('answer', '=', 'allowed')
    .where('expires_at', '>', tx.now)
    .returningAll()
    .executeTakeFirst();
}
