import { notFound } from '../../domain/errors.ts';
import type { Transaction } from '../database.ts';
import type { PersonRow, Tables } from '../tables.ts';

/** The person. @throws FarmError not-found */
export async function getPerson(tables: Tables, id: string): Promise<PersonRow> {
  const row = await findPerson(tables, id);
  if (!row) throw notFound('person', id);
  return row;
}

/** The person, or undefined if there is no such person any more. */
export async function findPerson(tables: Tables, id: string): Promise<PersonRow | undefined> {
  return tables.selectFrom('people').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The person who signs in with this name or e-mail address, which must be folded. */
export async function findPersonBySignIn(tables: Tables, nameOrEmail: string): Promise<PersonRow | undefined> {
  const column = nameOrEmail.includes('@') ? 'email' : 'name';
  return tables.selectFrom('people').selectAll().where(column, '=', nameOrEmail).executeTakeFirst();
}

/** All people, by name. */
export async function findPeople(tables: Tables): Promise<PersonRow[]> {
  return tables.selectFrom('people').selectAll().orderBy('name').execute();
}

/**
 * The person, locked along with all admins, so that two admins cannot demote each other at the same time. SQLite has
 * one writer at a time and needs no lock.
 * @throws FarmError not-found
 */
export async function lockPerson(tx: Transaction, id: string): Promise<PersonRow> {
  if (tx.dialect === 'postgresql') {
    const rows = tx.tables.selectFrom('people').select('id').orderBy('id').forUpdate();
    await rows.where((eb) => eb.or([eb('id', '=', id), eb('role', '=', 'admin')])).execute();
  }
  return getPerson(tx.tables, id);
}

/** How many admins may sign in. */
export async function countAdmins(tables: Tables): Promise<number> {
  const query = tables.selectFrom('people').select(({ fn }) => fn.countAll().as('admins'));
  const row = await query.where('role', '=', 'admin').where('disabled', '=', 0).executeTakeFirst();
  return Number(row?.admins ?? 0);
}

/** Stores a new person. */
export async function insertPerson(tx: Transaction, row: PersonRow): Promise<void> {
  await tx.tables.insertInto('people').values(row).execute();
}

/** Stores what has changed about a person. */
export async function savePerson(tx: Transaction, id: string, change: Partial<Omit<PersonRow, 'id'>>): Promise<void> {
  await tx.tables.updateTable('people').set(change).where('id', '=', id).execute();
}

/** Removes a person; the foreign keys take their sessions, credentials, links and tokens along. */
export async function removePersonRow(tx: Transaction, id: string): Promise<void> {
  await tx.tables.deleteFrom('people').where('id', '=', id).execute();
}
