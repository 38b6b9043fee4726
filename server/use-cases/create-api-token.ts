import { POLICY } from '../access/policy.ts';
import { hashOf } from '../accounts/hashes.ts';
import { newToken } from '../accounts/person-of-token.ts';
import { tellOfToken, tokenBody } from '../accounts/tell.ts';
import type { Actor } from '../contracts/actor.ts';
import type { ApiToken, NewApiToken } from '../contracts/api-token.ts';
import { timestamp } from '../domain/clock.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import { insertToken } from '../persistence/repositories/api-tokens.repository.ts';
import { getPerson } from '../persistence/repositories/people.repository.ts';
import type { ApiTokenRow } from '../persistence/tables.ts';

/** A token that was just made. */
export interface MadeToken extends ApiToken {
  /** The token itself. It is not kept, so it cannot be shown again. */
  readonly secret: string;
}

/**
 * Makes a token with which a program acts for a person.
 * @throws FarmError not-found, bad-request (an action that does not exist, a moment that has passed), not-allowed (a
 *   token must not make others, or it could outlive itself)
 */
export async function createApiToken(farm: Farm, by: Actor, personId: string, wanted: NewApiToken): Promise<MadeToken> {
  if (by.kind === 'token') {
    throw new FarmError('not-allowed', { message: 'a token cannot make tokens; sign in on the pages for that' });
  }
  const { token, prefix } = newToken();
  const row: ApiTokenRow = {
    id: farm.newId(),
    person_id: personId,
    label: wanted.label,
    hash: hashOf(token),
    prefix,
    actions: actionsOf(wanted),
    created_at: timestamp(farm.clock.now()),
    expires_at: expiryOf(farm, wanted),
    last_used_at: null,
    last_address: null,
    revoked_at: null,
  };
  await farm.database.transaction(
    async (tx) => {
      const person = await getPerson(tx.tables, personId);
      await insertToken(tx, row);
      tellOfToken(tx, row, person);
    },
    { by },
  );
  farm.logger.info({ tokenId: row.id, personId }, 'token created');
  return { ...tokenBody(row), secret: token };
}

function actionsOf({ actions }: NewApiToken): string | null {
  if (!actions) return null;
  const unknown = actions.find((action) => !Object.hasOwn(POLICY, action));
  if (unknown === undefined && actions.length > 0) return JSON.stringify([...new Set(actions)]);
  const what = unknown === undefined ? 'must name at least one' : `"${unknown}" is not an action`;
  throw new FarmError('bad-request', { message: `actions: ${what}; actions are ${Object.keys(POLICY).join(', ')}` });
}

function expiryOf(farm: Farm, { expires_at }: NewApiToken): string | null {
  if (!expires_at) return null;
  const moment = Date.parse(expires_at);
  if (moment > farm.clock.now()) return timestamp(moment);
  throw new FarmError('bad-request', { message: 'expires_at: has passed already' });
}
