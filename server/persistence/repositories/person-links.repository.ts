import type { Transaction } from '../database.ts';
import type { PersonLinkRow, Tables } from '../tables.ts';

/** The link whose secret has this SHA-256, used or not. */
export async function findLink(tables: Tables, hash: string): Promise<PersonLinkRow | undefined> {
  return tables.selectFrom('person_links').selectAll().where('hash', '=', hash).executeTakeFirst();
}

/** Stores a new link, in the place of all that the person had, and forgets those of others that have expired. */
export async function replaceLink(tx: Transaction, row: PersonLinkRow): Promise<void> {
  await tx.tables
    .deleteFrom('person_links')
    .where((eb) => eb.or([eb('person_id', '=', row.person_id), eb('expires_at', '<', tx.now)]))
    .execute();
  await tx.tables.insertInto('person_links').values(row).execute();
}

/** Uses a link up. False if somebody did before, or if it has expired: of several that try, one succeeds. */
export async function useLink(tx: Transaction, hash: string): Promise<boolean> {
  const result = await tx.tables
    .updateTable('person_links')
    .set({ used_at: tx.now })
    .where('hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', tx.now)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Withdraws the links of a person that were not used. */
export async function withdrawLinks(tx: Transaction, personId: string): Promise<void> {
  await tx.tables.deleteFrom('person_links').where('person_id', '=', personId).where('used_at', 'is', null).execute();
}
