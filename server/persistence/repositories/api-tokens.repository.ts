import type { PersonRole } from '../../contracts/person.ts';
import type { Transaction } from '../database.ts';
import { hotStatement } from '../hot-statement.ts';
import type { ApiTokenRow, Tables } from '../tables.ts';

/** A token with what every request needs to know about its person. */
export interface TokenWithPerson extends ApiTokenRow {
  readonly name: string;
  readonly role: PersonRole;
  readonly disabled: number;
}

/** The token that has this SHA-256, whether it can be used or not. */
export async function findTokenByHash(tables: Tables, hash: string): Promise<TokenWithPerson | undefined> {
  const [row] = await byHash.rows(tables, { hash });
  return row;
}

const byHash = hotStatement((tables, { hash }: { hash: string }) =>
  tables
    .selectFrom('api_tokens as t')
    .innerJoin('people as p', 'p.id', 't.person_id')
    .selectAll('t')
    .select(['p.name', 'p.role', 'p.disabled'])
    .where('t.hash', '=', hash),
);

/** The tokens of a person, newest first, including those that can no longer be used. */
export async function findTokensOf(tables: Tables, personId: string): Promise<ApiTokenRow[]> {
  const query = tables.selectFrom('api_tokens').selectAll().where('person_id', '=', personId);
  return query.orderBy('created_at', 'desc').orderBy('id').execute();
}

/** Stores a new token. */
export async function insertToken(tx: Transaction, row: ApiTokenRow): Promise<void> {
  await tx.tables.insertInto('api_tokens').values(row).execute();
}

/** Remembers when a token was last used, and from where. */
export async function saveTokenUse(tx: Transaction, id: string, address: string): Promise<void> {
  const change = { last_used_at: tx.now, last_address: address };
  await tx.tables.updateTable('api_tokens').set(change).where('id', '=', id).execute();
}

/** Revokes a token of a person. Resolves to it as it is then; undefined if it was revoked before, or is not theirs. */
export async function revokeTokenRow(tx: Transaction, personId: string, id: string): Promise<ApiTokenRow | undefined> {
  return tx.tables
    .updateTable('api_tokens')
    .set({ revoked_at: tx.now })
    .where('id', '=', id)
    .where('person_id', '=', personId)
    .where('revoked_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
}
