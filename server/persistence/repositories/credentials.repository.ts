import type { Transaction } from '../database.ts';
import type { Tables } from '../tables.ts';

/** The provider of passwords, as the library calls it. */
export const PASSWORD = 'credential';

/** Whether the person has a password. */
export async function hasPassword(tables: Tables, personId: string): Promise<boolean> {
  const query = tables.selectFrom('credentials').select('id').where('person_id', '=', personId);
  return (
    (await query.where('provider', '=', PASSWORD).where('password_hash', 'is not', null).executeTakeFirst()) !==
    undefined
  );
}

/** Ids of the people who have a password. */
export async function findPeopleWithPassword(tables: Tables): Promise<Set<string>> {
  const query = tables.selectFrom('credentials').select('person_id').where('provider', '=', PASSWORD);
  return new Set((await query.execute()).map((row) => row.person_id));
}

/** Gives a person a password, in the place of the one that they have. `id` is for the row, if there is none yet. */
export async function savePassword(
  tx: Transaction,
  { id, personId, passwordHash }: { readonly id: string; readonly personId: string; readonly passwordHash: string },
): Promise<void> {
  const change = { password_hash: passwordHash, updated_at: tx.now };
  await tx.tables
    .insertInto('credentials')
    .values({ id, person_id: personId, provider: PASSWORD, subject: personId, created_at: tx.now, ...change })
    .onConflict((conflict) => conflict.columns(['provider', 'subject']).doUpdateSet(change))
    .execute();
}

/** Forgets the second factor of a person, so that the password is enough. */
export async function removeTwoFactor(tx: Transaction, personId: string): Promise<void> {
  await tx.tables.deleteFrom('two_factors').where('person_id', '=', personId).execute();
}

/** Who somebody is to a provider that vouches for people. */
export interface Vouch {
  /** The address of the provider. */
  readonly issuer: string;
  readonly subject: string;
}

/** The id of the person whom a provider vouches for. */
export async function findVouchedPerson(tables: Tables, { issuer, subject }: Vouch): Promise<string | undefined> {
  const query = tables.selectFrom('credentials').select('person_id').where('provider', '=', issuer);
  return (await query.where('subject', '=', subject).executeTakeFirst())?.person_id;
}

/** The providers that vouch for a person, and since when. */
export async function findVouches(tables: Tables, personId: string) {
  const query = tables.selectFrom('credentials').select(['provider', 'created_at']).where('person_id', '=', personId);
  return query.where('provider', '!=', PASSWORD).orderBy('created_at').execute();
}

/** From now on a provider vouches for this person. `id` is for the row. */
export async function saveVouch(
  tx: Transaction,
  { id, personId, issuer, subject }: Vouch & { readonly id: string; readonly personId: string },
): Promise<void> {
  const row = { id, person_id: personId, provider: issuer, subject, password_hash: null };
  await tx.tables
    .insertInto('credentials')
    .values({ ...row, created_at: tx.now, updated_at: tx.now })
    .execute();
}

/** Nobody vouches for this person any more. Resolves to the providers that did. */
export async function removeVouches(tx: Transaction, personId: string): Promise<string[]> {
  const query = tx.tables.deleteFrom('credentials').where('person_id', '=', personId);
  const rows = await query.where('provider', '!=', PASSWORD).returning('provider').execute();
  return rows.map(({ provider }) => provider);
}
