import type { Tables } from '../tables.ts';

/** What the door compares a worker's secret with; undefined when there never was such a worker. */
export async function findCredentials(
  tables: Tables,
  workerId: string,
): Promise<{ secretHash: string; deleted: boolean } | undefined> {
  const row = await tables
    .selectFrom('workers')
    .select(['secret_hash', 'deleted_at'])
    .where('id', '=', workerId)
    .executeTakeFirst();
  return row && { secretHash: row.secret_hash, deleted: row.deleted_at !== null };
}
