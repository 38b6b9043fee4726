import { hashOf } from '../accounts/hashes.ts';
import type { Farm } from '../farm/farm.ts';
import { findTokenByHash } from '../persistence/repositories/api-tokens.repository.ts';
import { revokeApiToken } from './revoke-api-token.ts';

/**
 * A program gives its token back, by sending it. One that does not exist, or was revoked before, is as good as revoked.
 * @throws FarmError too-many
 */
export async function endOwnToken(farm: Farm, token: string, address: string): Promise<void> {
  const succeeded = farm.accounts.attempts.countSecret('a token that is given back', address);
  const row = await findTokenByHash(farm.database.tables, hashOf(token));
  if (!row) return;
  succeeded();
  if (row.revoked_at !== null) return;
  await revokeApiToken(farm, { kind: 'token', id: row.person_id, name: row.label }, row.person_id, row.id);
}
