import { arriveFromProvider, type Vouched } from '../accounts/oidc/log-in.ts';
import { tellOfPerson } from '../accounts/tell.ts';
import { beginVouchedSession } from '../accounts/vouched-session.ts';
import type { Visit } from '../accounts/cookies.ts';
import { MANAGER } from '../contracts/actor.ts';
import { personOfClaims, roleOfClaims, wordFor } from '../domain/claims.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import type { Transaction } from '../persistence/database.ts';
import { findVouchedPerson, saveVouch } from '../persistence/repositories/credentials.repository.ts';
import { findPersonBySignIn, getPerson } from '../persistence/repositories/people.repository.ts';
import { addVouched, followRole } from './parts/person-vouched-for.ts';

/** Why somebody whom the provider knows is not let in. */
export type WhyNot = 'no-role' | 'disabled' | 'no-name' | 'has-account';

/** What came of it. */
export type Entrance =
  | { readonly kind: 'in'; readonly next: string; readonly setCookie: readonly string[] }
  | { readonly kind: 'linked' }
  | {
      readonly kind: 'not-admitted';
      readonly why: WhyNot;
      readonly who: string;
      readonly signOutAddress: string | null;
    };

/**
 * Lets somebody in who comes back from the OpenID provider. Who comes for the first time gets an account, if the claims
 * give a role; who has been here before gets the role that the claims now give. Whoever may not enter gets no session.
 * @param query of the address that they came to
 * @throws FarmError as `arriveFromProvider`; conflict (409: the account at the provider is linked to somebody else)
 */
export async function enterByProvider(farm: Farm, query: string, visit: Visit): Promise<Entrance> {
  const vouched = await arriveFromProvider(farm, query, visit);
  if (vouched.errand.linkTo !== undefined) {
    await link(farm, vouched, vouched.errand.linkTo, visit);
    return { kind: 'linked' };
  }
  const found = await admit(farm, vouched);
  if ('why' in found) {
    const { name_claim } = farm.config.settings.oidc;
    farm.logger.info(
      { issuer: vouched.issuer, why: found.why },
      'somebody whom the OpenID provider knows was not admitted',
    );
    return {
      kind: 'not-admitted',
      why: found.why,
      who: wordFor(vouched.claims, name_claim),
      signOutAddress: vouched.signOutAddress,
    };
  }
  const { setCookie } = await beginVouchedSession(farm, found.personId, visit);
  return { kind: 'in', next: vouched.errand.next, setCookie };
}

type Admitted = { readonly personId: string } | { readonly why: WhyNot };

async function admit(farm: Farm, vouched: Vouched): Promise<Admitted> {
  const attempt = () => farm.database.transaction((tx) => admitIn(farm, tx, vouched), { by: MANAGER });
  try {
    return await attempt();
  } catch (error) {
    if (error instanceof FarmError && error.code === 'conflict') return { why: 'has-account' };
    // Two tabs may come at the same time, and both make the account.
    if (!(await findVouchedPerson(farm.database.tables, vouched))) throw error;
    return attempt();
  }
}

async function admitIn(farm: Farm, tx: Transaction, vouched: Vouched): Promise<Admitted> {
  const { oidc } = farm.config.settings;
  const { claims, issuer } = vouched;
  const because = `what ${issuer} says`;
  const role = roleOfClaims(claims, oidc);
  const claimed = personOfClaims(claims, oidc.name_claim);
  let personId = await findVouchedPerson(tx.tables, vouched);
  if (personId === undefined && oidc.link_by === 'email' && claimed.email !== null) {
    const same = await findPersonBySignIn(tx.tables, claimed.email);
    // Whoever is kept out gets no other way in.
    if (same?.disabled === 1) return { why: 'disabled' };
    personId = same?.id;
    if (same) {
      await saveVouch(tx, { ...vouched, id: farm.newId(), personId: same.id });
      tellOfPerson(tx, same, { changed: ['linked'], because });
    }
  }
  if (personId !== undefined) {
    const { disabled, role: has } = await getPerson(tx.tables, personId);
    if (disabled === 1) return { why: 'disabled' };
    // Without a claim for it, roles are given here.
    const wanted = oidc.roles_claim === '' ? has : role;
    const mayEnter = await followRole(farm, tx, { personId, role: wanted, because });
    return mayEnter ? { personId } : { why: 'no-role' };
  }
  if (role === null) return { why: 'no-role' };
  const { name, displayName: display_name, email } = claimed;
  if (name === undefined) return { why: 'no-name' };
  const wanted = { name, display_name, email, role };
  const row = await addVouched(farm, tx, wanted, { because, isMailVerified: email !== null });
  await saveVouch(tx, { ...vouched, id: farm.newId(), personId: row.id });
  return { personId: row.id };
}

/** @throws FarmError bad-credentials, conflict */
async function link(farm: Farm, vouched: Vouched, personId: string, { cookie }: Visit): Promise<void> {
  const session = await farm.accounts.sessionOf(cookie);
  if (session?.person.id !== personId) {
    const message = 'somebody else is signed in here by now; begin again on the page of your account';
    throw new FarmError('bad-credentials', { message });
  }
  const { id, name } = session.person;
  await farm.database.transaction(
    async (tx) => {
      const owner = await findVouchedPerson(tx.tables, vouched);
      if (owner === id) return;
      if (owner !== undefined) {
        throw new FarmError('conflict', { message: 'somebody else here has linked this account already' });
      }
      await saveVouch(tx, { ...vouched, id: farm.newId(), personId: id });
      tellOfPerson(tx, await getPerson(tx.tables, id), {
        changed: ['linked'],
        because: `an account at ${vouched.issuer}`,
      });
    },
    { by: { kind: 'person', id, name } },
  );
}
