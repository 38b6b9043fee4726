import { type Actor, MANAGER } from '../contracts/actor.ts';
import { folded } from '../contracts/person.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import { hasPassword } from '../persistence/repositories/credentials.repository.ts';
import { findPersonBySignIn, getPerson } from '../persistence/repositories/people.repository.ts';
import { type Calling, callOf, calling } from './calling.ts';
import { cookiesFrom, libraryHeaders, type Visit, withoutSession } from './cookies.ts';
import { endSessions } from './end-sessions.ts';
import { hashOf } from './hashes.ts';
import type { KnownPerson } from './known.ts';
import { libraryOf, NO_NAME } from './library.ts';
import { translated } from './library-errors.ts';
import { mayUsePassword } from './ways-in.ts';

/** What came of signing in. */
export interface SignedIn {
  /** Whether a code is needed as well; nobody is signed in until it was sent (`sendCode`). */
  readonly secondFactorDue: boolean;
  /** Absent while a code is needed. */
  readonly person?: KnownPerson;
  readonly session?: { readonly id: string; readonly expiresAt: string };
  /** To be sent as `Set-Cookie` headers. */
  readonly setCookie: readonly string[];
}

/**
 * Signs somebody in with a password, in a new session. Where only admins may, others are refused as if they had none.
 * @throws FarmError bad-credentials, the same and after the same time whether such an account exists or not;
 *   too-many; busy; not-allowed, if the password is right but the account is disabled
 */
export async function signIn(
  farm: Farm,
  { nameOrEmail, password }: { readonly nameOrEmail: string; readonly password: string },
  visit: Visit,
): Promise<SignedIn> {
  const name = folded(nameOrEmail);
  const succeeded = farm.accounts.attempts.count(name, visit.address);
  const found = await findPersonBySignIn(farm.database.tables, name);
  const mayTry = found && mayUsePassword(farm, found) && (await hasPassword(farm.database.tables, found.id));
  const person = mayTry ? found : undefined;
  const by: Actor = person ? { kind: 'person', id: person.id, name: person.name } : MANAGER;
  const call: Calling = callOf(visit, { by, lane: name, secondFactorDue: person?.two_factor === 1 });
  const body = { username: person?.name ?? NO_NAME, password };
  try {
    const library = await libraryOf(farm);
    const { headers } = await calling(call, () =>
      translated(() => library.api.signInUsername({ body, headers: libraryHeaders(visit), returnHeaders: true })),
    );
    succeeded();
    return await outcome(farm, call, cookiesFrom(headers, visit), visit);
  } catch (error) {
    if (error instanceof FarmError && error.code === 'bad-credentials') tellOfFailure(farm, person?.id, visit);
    throw error;
  }
}

/** A code that proves that somebody has the device that they signed up with, or a recovery code in its place. */
export interface SecondFactor {
  readonly kind: 'device' | 'recovery';
  readonly code: string;
}

/**
 * The second step of signing in, in the browser that made the first.
 * @throws FarmError bad-credentials, too-many; gone, if the first step has to be made again
 */
export async function sendCode(farm: Farm, { kind, code }: SecondFactor, visit: Visit): Promise<SignedIn> {
  const library = await libraryOf(farm);
  const cookie = withoutSession(visit.cookie, await farm.accounts.secret());
  const headers = libraryHeaders({ ...visit, cookie });
  const typed = code.replaceAll(/\s/g, '');
  const call = callOf(visit, {
    by: { kind: 'open', address: visit.address },
    ...(kind === 'device' ? { code: typed } : { usesRecoveryCode: true }),
  });
  const answer = await calling(call, () =>
    translated(() =>
      kind === 'device'
        ? library.api.verifyTOTP({ body: { code: typed }, headers, returnHeaders: true })
        : library.api.verifyBackupCode({ body: { code: hashOf(typed) }, headers, returnHeaders: true }),
    ),
  );
  return outcome(farm, call, cookiesFrom(answer.headers, visit), visit);
}

/** What came of a call of the library. Whoever was signed in in this browser before is not any more. */
export async function outcome(
  farm: Farm,
  { begun, secondFactorDue }: Calling,
  setCookie: readonly string[],
  { cookie }: Visit,
): Promise<SignedIn> {
  if (!begun) return { secondFactorDue, setCookie };
  const { id, name, role } = await getPerson(farm.database.tables, begun.personId);
  const earlier = await farm.accounts.sessionOf(cookie);
  if (earlier)
    await endSessions(
      farm,
      earlier.person.id,
      { only: earlier.session.id },
      { by: { kind: 'person', id, name }, why: 'replaced' },
    );
  const session = { id: begun.id, expiresAt: begun.expiresAt };
  return { secondFactorDue: false, person: { id, name, role }, session, setCookie };
}

/** Without what was typed as the name: it may have been the password. */
function tellOfFailure(farm: Farm, personId: string | undefined, { address }: Visit): void {
  farm.logger.warn({ address, ...(personId ? { personId } : {}) }, 'a wrong name or password was refused');
}
