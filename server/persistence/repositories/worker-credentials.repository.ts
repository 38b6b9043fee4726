import type { Tables } from '../tables.ts';
import { hotStatement } from '../hot-statement.ts';

/** What is known of the credentials of a worker, also of one that was removed. */
interface StoredCredentials {
  readonly name: string;
  readonly secretHash: string;
  readonly nextSecretHash: string | null;
  readonly isNewSecretWanted: boolean;
  readonly revoked: boolean;
  readonly deleted: boolean;
}

/** What the secret in a worker's call is compared with; undefined if there never was such a worker. */
export async function findCredentials(tables: Tables, workerId: string): Promise<StoredCredentials | undefined> {
  const [row] = await credentials.rows(tables, { workerId });
  return (
    row && {
      name: row.name,
      secretHash: row.secret_hash,
      nextSecretHash: row.next_secret_hash,
      isNewSecretWanted: row.new_secret_asked_at !== null,
      revoked: row.approval === 'revoked',
      deleted: row.deleted_at !== null,
    }
  );
}

const credentials = hotStatement((tables, { workerId }: { workerId: string }) =>
  tables
    .selectFrom('workers')
    .select(['name', 'secret_hash', 'next_secret_hash', 'new_secret_asked_at', 'approval', 'deleted_at'])
    .where('id', '=', workerId),
);
