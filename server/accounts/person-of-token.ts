import { MANAGER } from '../contracts/actor.ts';
import { timestamp } from '../domain/clock.ts';
import type { Farm } from '../farm/farm.ts';
import { findTokenByHash, saveTokenUse } from '../persistence/repositories/api-tokens.repository.ts';
import type { KnownToken } from './known.ts';
import { hashOf, newSecret } from './hashes.ts';
import { isLongAgo, noteUse } from './uses.ts';

/** How our tokens begin, so that people and programs that look for leaked secrets recognise them. */
const BEGINNING = 'fng_';
const PREFIX_LENGTH = 10;
const TOKEN = /^fng_[\w-]{43}$/;

/** A new token, and the part of it that may be shown later. */
export function newToken(): { readonly token: string; readonly prefix: string } {
  const token = `${BEGINNING}${newSecret()}`;
  return { token, prefix: token.slice(0, PREFIX_LENGTH) };
}

/** For whom a program acts. The row is read each time, so that a revoked token is of no use at once. */
export async function personOfToken(farm: Farm, token: string, address: string): Promise<KnownToken | undefined> {
  if (!TOKEN.test(token)) return undefined;
  const row = await findTokenByHash(farm.database.tables, hashOf(token));
  const now = timestamp(farm.clock.now());
  if (!row || row.disabled === 1 || row.revoked_at !== null) return undefined;
  if (row.expires_at !== null && row.expires_at <= now) return undefined;
  if (isLongAgo(farm, row.last_used_at)) {
    noteUse(farm, row.id, () => farm.database.transaction((tx) => saveTokenUse(tx, row.id, address), { by: MANAGER }));
  }
  const actions = row.actions === null ? null : (JSON.parse(row.actions) as string[]);
  return {
    person: { id: row.person_id, name: row.name, role: row.role },
    token: { id: row.id, label: row.label, actions },
    ended: farm.accounts.ends.signalOf(row.id, row.person_id, row.expires_at ?? undefined),
  };
}
