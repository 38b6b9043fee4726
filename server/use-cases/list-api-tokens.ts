import { tokenBody } from '../accounts/tell.ts';
import type { ApiToken } from '../contracts/api-token.ts';
import type { Farm } from '../farm/farm.ts';
import { findTokensOf } from '../persistence/repositories/api-tokens.repository.ts';

/** The tokens of a person, newest first, with those that were revoked or have expired. */
export async function listApiTokens(farm: Farm, personId: string): Promise<ApiToken[]> {
  return (await findTokensOf(farm.database.tables, personId)).map(tokenBody);
}
