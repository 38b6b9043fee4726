import type { Transaction } from '../database.ts';
import type { IdempotencyKeyRow, Tables } from '../tables.ts';

/** Names a key: the same text from two callers is two keys. */
export type KeyName = Pick<IdempotencyKeyRow, 'caller' | 'key'>;

/** The key, if it was taken after `since` (RFC 3339, UTC). */
export async function findKey(
  tables: Tables,
  { caller, key }: KeyName,
  since: string,
): Promise<IdempotencyKeyRow | undefined> {
  return tables
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('caller', '=', caller)
    .where('key', '=', key)
    .where('created_at', '>', since)
    .executeTakeFirst();
}

/**
 * Takes a key, unless it was taken after `since`. On PostgreSQL this waits for another transaction that is about to
 * take it. Resolves to the row that has the key now, which is `row` if it was free.
 */
export async function takeKey(tx: Transaction, row: IdempotencyKeyRow, since: string): Promise<IdempotencyKeyRow> {
  await tx.tables
    .insertInto('idempotency_keys')
    .values(row)
    .onConflict((conflict) =>
      conflict
        .columns(['caller', 'key'])
        .doUpdateSet({ body_hash: row.body_hash, job_id: row.job_id, created_at: row.created_at })
        .where('idempotency_keys.created_at', '<=', since),
    )
    .execute();
  return (await findKey(tx.tables, row, since)) ?? row;
}

/** Removes the keys that were taken until `until` (RFC 3339, UTC). */
export async function dropKeys(tx: Transaction, until: string): Promise<void> {
  await tx.tables.deleteFrom('idempotency_keys').where('created_at', '<=', until).execute();
}
