import { hashOf } from '../accounts/hashes.ts';
import { newToken } from '../accounts/person-of-token.ts';
import { tellOfToken } from '../accounts/tell.ts';
import { MANAGER } from '../contracts/actor.ts';
import type { ProgramToken } from '../contracts/program-login.ts';
import { timestamp } from '../domain/clock.ts';
import type { Farm } from '../farm/farm.ts';
import { insertToken } from '../persistence/repositories/api-tokens.repository.ts';
import { getPerson } from '../persistence/repositories/people.repository.ts';
import { findByDeviceCode, saveQuestion, takeAllowed } from '../persistence/repositories/program-logins.repository.ts';
import type { PersonRow, ProgramLoginRow } from '../persistence/tables.ts';
import { programRefused } from './parts/program-refused.ts';
import { programLabel } from './parts/program-label.ts';

/** How long the token of a program is good for, in seconds: half a year. Logging in again is a click. */
const TOKEN_GOOD_FOR = 180 * 86_400;
/** What a program that asks too often has to wait longer, in seconds (RFC 8628, 3.5). */
const SLOWER_BY = 5;
/** Clocks and networks are not exact, in milliseconds. */
const TOLERANCE_MS = 500;

/**
 * A program asks for the token that somebody has allowed it. It gets one once.
 * @throws FarmError with the word of the standard (`refusalOf`): authorization_pending, slow_down, access_denied,
 *   expired_token, invalid_grant; FarmError too-many, for codes that do not exist
 */
export async function redeemProgramLogin(farm: Farm, deviceCode: string, address: string): Promise<ProgramToken> {
  const succeeded = farm.accounts.attempts.countSecret('the token of a program', address);
  const row = await findByDeviceCode(farm.database.tables, hashOf(deviceCode));
  if (!row) throw programRefused('invalid_grant', 'this code does not exist, or its token was fetched already');
  succeeded();
  const now = farm.clock.now();
  if (row.expires_at <= timestamp(now)) throw programRefused('expired_token', 'nobody allowed it in time');
  if (row.answer === 'refused') throw programRefused('access_denied', 'it was refused on the page');
  const isTooSoon = row.polled_at !== null && now < Date.parse(row.polled_at) + row.interval * 1000 - TOLERANCE_MS;
  if (row.answer === 'allowed' && !isTooSoon) return give(farm, row);
  const interval = row.interval + (isTooSoon ? SLOWER_BY : 0);
  await farm.database.transaction((tx) => saveQuestion(tx, row.id, interval), { by: MANAGER });
  if (isTooSoon) throw programRefused('slow_down', `ask no more often than every ${interval} seconds`);
  throw programRefused('authorization_pending', 'nobody has answered on the page yet');
}

async function give(farm: Farm, { id, person_id }: ProgramLoginRow): Promise<ProgramToken> {
  const person = await getPerson(farm.database.tables, person_id ?? '');
  if (person.disabled === 1) throw programRefused('access_denied', `the account of ${person.name} is disabled`);
  const { token, prefix } = newToken();
  const actions = await farm.database.transaction(
    async (tx) => {
      const taken = await takeAllowed(tx, id);
      if (!taken) throw programRefused('invalid_grant', 'the token was fetched already');
      const made = {
        id: farm.newId(),
        person_id: person.id,
        label: programLabel(taken),
        hash: hashOf(token),
        prefix,
        actions: taken.actions,
        created_at: tx.now,
        expires_at: timestamp(farm.clock.now() + TOKEN_GOOD_FOR * 1000),
        last_used_at: null,
        last_address: null,
        revoked_at: null,
      };
      await insertToken(tx, made);
      tellOfToken(tx, made, person);
      return JSON.parse(taken.actions) as string[];
    },
    { by: { kind: 'person', id: person.id, name: person.name } },
  );
  farm.logger.info({ programLogin: id, personId: person.id }, 'a program logged in');
  return {
    access_token: token,
    token_type: 'Bearer',
    expires_in: TOKEN_GOOD_FOR,
    scope: actions.join(' '),
    user_name: nameOf(person),
  };
}

const nameOf = ({ display_name, name }: PersonRow): string => display_name || name;
