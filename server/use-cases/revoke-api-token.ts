import { tellOfToken } from '../accounts/tell.ts';
import type { Actor } from '../contracts/actor.ts';
import { notFound } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import { revokeTokenRow } from '../persistence/repositories/api-tokens.repository.ts';
import { getPerson } from '../persistence/repositories/people.repository.ts';

/**
 * Revokes a token of a person; it is of no use from then on.
 * @throws FarmError not-found, also if it was revoked before
 */
export async function revokeApiToken(farm: Farm, by: Actor, personId: string, tokenId: string): Promise<void> {
  await farm.database.transaction(
    async (tx) => {
      const person = await getPerson(tx.tables, personId);
      const row = await revokeTokenRow(tx, personId, tokenId);
      if (!row) throw notFound('token', tokenId);
      tellOfToken(tx, row, person);
    },
    { by },
  );
  farm.logger.info({ tokenId, personId }, 'token revoked');
}
