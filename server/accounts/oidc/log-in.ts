import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  fetchUserInfo,
} from 'openid-client';
import { MANAGER } from '../../contracts/actor.ts';
import { timestamp } from '../../domain/clock.ts';
import type { Claims } from '../../domain/claims.ts';
import { FarmError } from '../../domain/errors.ts';
import type { Farm } from '../../farm/farm.ts';
import { takeOnce } from '../../persistence/repositories/sessions.repository.ts';
import { type Visit, withHttps } from '../cookies.ts';
import { hashOf } from '../hashes.ts';
import { type Provider, providerOf } from './provider.ts';
import { translatedOfProvider } from './provider-errors.ts';
import { type Errand, newTicket, readTicket, type Ticket, TICKET_LASTS_MS, withoutTicket } from './ticket.ts';

/** Where to send a browser, and what it has to keep until it comes back. */
export interface Departure {
  readonly address: string;
  readonly setCookie: readonly string[];
}

/** Somebody who came back, and for whom the provider vouches. */
export interface Vouched {
  readonly issuer: string;
  /** Who the person is to the provider, for ever. */
  readonly subject: string;
  readonly claims: Claims;
  readonly errand: Errand;
  /** Where the person signs out of the provider; null if it says nothing about that. */
  readonly signOutAddress: string | null;
}

/**
 * Begins to sign somebody in with the provider.
 * @param again the provider is to ask who it is, even if it knows somebody
 * @throws FarmError not-found, provider-failed, too-many
 */
export async function departToProvider(
  farm: Farm,
  { again = false, ...errand }: Errand & { readonly again?: boolean },
  visit: Visit,
): Promise<Departure> {
  const succeeded = farm.accounts.attempts.countNetwork(visit.address);
  const { client, returnTo } = await providerOf(farm);
  succeeded();
  const { ticket, cookie } = newTicket(await farm.accounts.secret(), errand, farm.clock.now());
  const scopes = farm.config.settings.oidc.scopes.split(' ').filter((scope) => scope !== '');
  const address = buildAuthorizationUrl(client, {
    redirect_uri: returnTo,
    scope: [...new Set(['openid', ...scopes])].join(' '),
    state: ticket.state,
    nonce: ticket.nonce,
    code_challenge: await calculatePKCECodeChallenge(ticket.verifier),
    code_challenge_method: 'S256',
    ...(again ? { prompt: 'login' } : {}),
  });
  return { address: address.href, setCookie: [withHttps(cookie, visit)] };
}

/**
 * The cookie with which a browser forgets what it was given at the beginning.
 * @param query of the address that it came back to
 */
export async function ticketTaken(farm: Farm, query: string, visit: Pick<Visit, 'secure'>): Promise<string> {
  const state = new URLSearchParams(query).get('state') ?? '';
  return withHttps(withoutTicket(await farm.accounts.secret(), state), visit);
}

/**
 * Takes what the provider sent back with somebody. Good once, and in the browser that began.
 * @param query of the address that they came to
 * @throws FarmError gone, bad-credentials, not-allowed, provider-failed, not-found, too-many
 */
export async function arriveFromProvider(farm: Farm, query: string, visit: Visit): Promise<Vouched> {
  const ticket = await takeTicket(farm, query, visit);
  const succeeded = farm.accounts.attempts.countNetwork(visit.address);
  const provider = await providerOf(farm);
  const { client, issuer, returnTo } = provider;
  const came = new URL(`${returnTo}?${new URLSearchParams(query).toString()}`);
  const checks = { expectedState: ticket.state, expectedNonce: ticket.nonce, pkceCodeVerifier: ticket.verifier };
  return translatedOfProvider(farm, async () => {
    const tokens = await authorizationCodeGrant(client, came, { ...checks, idTokenExpected: true });
    const told = tokens.claims();
    if (!told) throw new FarmError('provider-failed', { message: `${provider.label} did not say who you are` });
    const hasMore = client.serverMetadata().userinfo_endpoint !== undefined;
    const more = hasMore ? await fetchUserInfo(client, tokens.access_token, told.sub) : {};
    succeeded();
    const { next, linkTo } = ticket;
    return {
      issuer,
      subject: told.sub,
      claims: { ...more, ...told },
      errand: { next, linkTo },
      signOutAddress: signOutAddress(provider, tokens.id_token),
    };
  });
}

async function takeTicket(farm: Farm, query: string, { cookie }: Visit): Promise<Ticket> {
  const state = new URLSearchParams(query).get('state') ?? '';
  const now = farm.clock.now();
  const ticket = readTicket(await farm.accounts.secret(), cookie, state, now);
  if (!ticket) {
    const message = 'this sign-in was not begun in this browser, or took too long; begin again';
    throw new FarmError('bad-credentials', { message });
  }
  const mark = hashOf(`log-in ${state}`).slice(0, 36);
  const until = timestamp(now + TICKET_LASTS_MS);
  const isFirst = await farm.database.transaction((tx) => takeOnce(tx, mark, until), { by: MANAGER });
  if (isFirst) return ticket;
  throw new FarmError('gone', { message: 'this sign-in was used already; begin again' });
}

function signOutAddress({ client, returnTo }: Provider, idToken: string | undefined): string | null {
  if (client.serverMetadata().end_session_endpoint === undefined) return null;
  const back = new URL('/app/sign-in', returnTo).href;
  const parameters = new URLSearchParams({ post_logout_redirect_uri: back });
  if (idToken !== undefined) parameters.set('id_token_hint', idToken);
  return buildEndSessionUrl(client, parameters).href;
}
