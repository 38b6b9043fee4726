import type { Tables } from '../tables.ts';
import { hotStatement } from '../hot-statement.ts';

/** What the secret in a worker's call is compared with; undefined if there never was such a worker. */
export async function findCredentials(
  tables: Tables,
  workerId: string,
): Promise<{ name: string; secretHash: string; deleted: boolean } | undefined> {
  const [row] = await credentials.rows(tables, { workerId });
  return row && { name: row.name, secretHash: row.secret_hash, deleted: row.deleted_at !== null };
}

const credentials = hotStatement((tables, { workerId }: { workerId: string }) =>
  tables.selectFrom('workers').select(['name', 'secret_hash', 'deleted_at']).where('id', '=', workerId),
);
