import type { Transaction } from '../database.ts';
import type { Tables } from '../tables.ts';

const ONLY = 1;

/** The private key of the farm's manager, as PKCS #8 in base64; undefined until there is one. */
export async function findManagerKey(tables: Tables): Promise<string | undefined> {
  const query = tables.selectFrom('manager_keys').select('private_key').where('id', '=', ONLY);
  return (await query.executeTakeFirst())?.private_key;
}

/** Keeps a key, unless there is one by now. Resolves to the one that counts. */
export async function keepManagerKey(tx: Transaction, privateKey: string): Promise<string> {
  await tx.tables
    .insertInto('manager_keys')
    .values({ id: ONLY, private_key: privateKey, created_at: tx.now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
  return (await findManagerKey(tx.tables)) ?? privateKey;
}
