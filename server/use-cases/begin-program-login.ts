import { createHmac, randomInt } from 'node:crypto';
import { plainUserCode, USER_CODE_LENGTH, USER_CODE_LETTERS } from '#shared/user-code.ts';
import { type Action, POLICY } from '../access/policy.ts';
import { hashOf, newSecret } from '../accounts/hashes.ts';
import type { ProgramLoginQuestion } from '../contracts/program-login.ts';
import { timestamp } from '../domain/clock.ts';
import type { Farm } from '../farm/farm.ts';
import { insertProgramLogin } from '../persistence/repositories/program-logins.repository.ts';
import { programRefused } from './parts/program-refused.ts';

/** How long somebody may take to allow it, in seconds. */
const GOOD_FOR = 600;
/** How long those that have expired are remembered, so that the program is told, in milliseconds. */
const REMEMBERED_MS = 3_600_000;
/** How long a program waits between two questions, in seconds. */
const INTERVAL = 5;

/** What the program gets; none of it is kept as it is. */
export interface BegunLogin {
  readonly deviceCode: string;
  /** Without the dash. */
  readonly userCode: string;
  /** In seconds. */
  readonly expiresIn: number;
  /** In seconds. */
  readonly interval: number;
}

/**
 * A program asks to act for somebody who will say so on a page. Nothing comes of it before they do.
 * @throws FarmError with the word of the standard (`refusalOf`): invalid_request, invalid_scope; FarmError too-many,
 *   by the network that asks
 */
export async function beginProgramLogin(
  farm: Farm,
  question: ProgramLoginQuestion,
  address: string,
): Promise<BegunLogin> {
  if (question.client_id.trim() === '') throw programRefused('invalid_request', 'client_id: is missing');
  const actions = actionsIn(question.scope ?? '');
  farm.accounts.attempts.begin(address);
  const [deviceCode, userCode] = [newSecret(), newUserCode()];
  const row = {
    id: farm.newId(),
    device_hash: hashOf(deviceCode),
    user_hash: await hashOfUserCode(farm, userCode),
    program: question.client_id.trim(),
    machine: question.machine_name?.trim() ?? '',
    user_name: question.user_name?.trim() ?? '',
    address,
    actions: JSON.stringify(actions),
    created_at: timestamp(farm.clock.now()),
    expires_at: timestamp(farm.clock.now() + GOOD_FOR * 1000),
    interval: INTERVAL,
    polled_at: null,
    bound_to: null,
    person_id: null,
    answer: null,
  };
  const forgotten = timestamp(farm.clock.now() - REMEMBERED_MS);
  await farm.database.transaction((tx) => insertProgramLogin(tx, row, forgotten), { by: { kind: 'open', address } });
  return { deviceCode, userCode, expiresIn: GOOD_FOR, interval: INTERVAL };
}

/**
 * The form in which a user code is stored. It is short, so its hash is keyed: the table alone does not give it away.
 */
export async function hashOfUserCode(farm: Farm, typed: string): Promise<string> {
  return createHmac('sha256', await farm.accounts.secret())
    .update(plainUserCode(typed))
    .digest('hex');
}

function newUserCode(): string {
  return Array.from({ length: USER_CODE_LENGTH }, () => USER_CODE_LETTERS[randomInt(USER_CODE_LETTERS.length)]).join(
    '',
  );
}

/** What a program may ask for: not what only admins do, who can make a token for that on the page of their account. */
function actionsIn(scope: string): Action[] {
  const words = [...new Set(scope.split(/\s+/).filter((word) => word !== ''))];
  const wrong = words.find((word) => !isAskable(word));
  if (wrong !== undefined) throw programRefused('invalid_scope', `scope: a program cannot ask for "${wrong}"`);
  if (words.length > 0) return words as Action[];
  throw programRefused('invalid_scope', 'scope: must name what the program wants to do, such as "jobs.read"');
}

function isAskable(word: string): boolean {
  if (!Object.hasOwn(POLICY, word) || word === 'account.change') return false;
  const roles = Object.keys(POLICY[word as Action]);
  return roles.includes('wrangler') || roles.includes('stranger');
}
