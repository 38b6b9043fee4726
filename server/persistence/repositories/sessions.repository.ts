import type { PersonRole } from '../../contracts/person.ts';
import type { Transaction } from '../database.ts';
import { hotStatement } from '../hot-statement.ts';
import type { SessionRow, Tables } from '../tables.ts';

/** A session with what every request needs to know about its person. */
export interface SessionWithPerson extends Pick<SessionRow, 'id' | 'created_at' | 'expires_at' | 'last_used_at'> {
  readonly person_id: string;
  readonly name: string;
  readonly role: PersonRole;
  readonly disabled: number;
}

/** The session whose token has this SHA-256, whether it has expired or not. */
export async function findSessionByToken(tables: Tables, tokenHash: string): Promise<SessionWithPerson | undefined> {
  const [row] = await byToken.rows(tables, { tokenHash });
  return row;
}

const byToken = hotStatement((tables, { tokenHash }: { tokenHash: string }) =>
  tables
    .selectFrom('sessions as s')
    .innerJoin('people as p', 'p.id', 's.person_id')
    .select(['s.id', 's.created_at', 's.expires_at', 's.last_used_at', 's.person_id', 'p.name', 'p.role', 'p.disabled'])
    .where('s.token_hash', '=', tokenHash),
);

/** The sessions of a person, the one that was used last first, whether they have expired or not. */
export async function findSessionsOf(tables: Tables, personId: string): Promise<SessionRow[]> {
  const query = tables.selectFrom('sessions').selectAll().where('person_id', '=', personId);
  return query.orderBy('last_used_at', 'desc').orderBy('id').execute();
}

/** Remembers when a session was last used. */
export async function saveSessionUse(tx: Transaction, id: string): Promise<void> {
  await tx.tables.updateTable('sessions').set({ last_used_at: tx.now }).where('id', '=', id).execute();
}

/** Removes sessions of a person: one, all but one, or all. Resolves to those that were removed. */
export async function removeSessionsOf(
  tx: Transaction,
  personId: string,
  which: { readonly only?: string; readonly except?: string } = {},
): Promise<SessionRow[]> {
  let query = tx.tables.deleteFrom('sessions').where('person_id', '=', personId);
  if (which.only !== undefined) query = query.where('id', '=', which.only);
  if (which.except !== undefined) query = query.where('id', '!=', which.except);
  return query.returningAll().execute();
}

/** Removes what can no longer be used: sessions, and what was kept between two steps of signing in. */
export async function removeExpired(tx: Transaction, idleSince: string): Promise<void> {
  await tx.tables
    .deleteFrom('sessions')
    .where((eb) => eb.or([eb('expires_at', '<=', tx.now), eb('last_used_at', '<=', idleSince)]))
    .execute();
  await tx.tables.deleteFrom('one_time_values').where('expires_at', '<=', tx.now).execute();
}

/** Takes a mark that can be taken once until then. False: somebody has taken it. */
export async function takeOnce(tx: Transaction, id: string, until: string): Promise<boolean> {
  const row = { id, identifier: '', value: '', expires_at: until, created_at: tx.now, updated_at: tx.now };
  const query = tx.tables
    .insertInto('one_time_values')
    .values(row)
    .onConflict((conflict) => conflict.doNothing());
  return (await query.returning('id').executeTakeFirst()) !== undefined;
}
