import type { IncomingHttpHeaders } from 'node:http';
import { networkFinder } from '../config/trusted-networks.ts';
import type { KnownPerson } from '../accounts/known.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import type { Access } from './access.ts';
import type { WorkerAuthenticator } from './authenticate-worker.ts';
import { type Caller, stranger, workerCaller } from './caller.ts';
import type { Action } from './policy.ts';
import { knownCookies } from './known-cookies.ts';
import type { RequestFacts } from './request-facts.ts';

/**
 * Finds out who it is that a trusted proxy has signed in.
 * @param values what each such header of the request says
 * @throws FarmError bad-credentials
 */
export type ProxyEntrance = (
  values: readonly string[],
) => Promise<
  | { readonly person: KnownPerson; readonly ended: AbortSignal }
  | { readonly who: string; readonly why: 'no-role' | 'disabled' }
>;

const BEARER = /^bearer +(.+)$/i;
/** A worker's id and secret; other programs have other names. */
const WORKER_ID = /^[0-9a-f-]{36}:/;

/** People sign in here or at a trusted proxy, programs send a token, and strangers may do next to nothing. */
export function accountsAccess(
  farm: Farm,
  authenticateWorker: WorkerAuthenticator,
  enterByProxy: ProxyEntrance,
): Access {
  const networkOf = remembered(() => farm.config.settings.trusted_networks, networkFinder);
  return {
    mode: 'accounts',
    async identify(headers, facts) {
      const { authorization } = headers;
      const token = BEARER.exec(authorization ?? '')?.[1];
      if (token !== undefined) return callerOfToken(farm, token, facts.remoteAddress);
      if (isWorkers(authorization)) return workerCaller(await authenticateWorker(authorization, facts.remoteAddress));
      if (facts.proxyNames) return callerOfProxy(await enterByProxy(facts.proxyNames), facts);
      return (await callerOfSession(farm, headers, facts)) ?? guest(facts);
    },
  };

  /** Nobody is in a trusted network because their proxy is, whether that is a trusted one or none that we know. */
  function guest({ remoteAddress, isFromUnknownProxy }: RequestFacts): Caller {
    const isProxy = isFromUnknownProxy === true || farm.config.trustedProxies.includes(remoteAddress);
    const known = isProxy ? undefined : networkOf()(remoteAddress);
    if (!known) return stranger(remoteAddress);
    const { network, role } = known;
    return {
      actor: { kind: 'open', address: remoteAddress },
      roles: new Set([role]),
      letInBy: { kind: 'network', network },
    };
  }
}

async function callerOfSession(
  farm: Farm,
  { cookie }: IncomingHttpHeaders,
  { scheme }: RequestFacts,
): Promise<Caller | undefined> {
  const known = await farm.accounts.sessionOf(knownCookies(cookie, scheme === 'https'));
  if (!known) return undefined;
  const { person, session, ended } = known;
  return {
    actor: { kind: 'person', id: person.id, name: person.name },
    roles: new Set([person.role]),
    letInBy: { kind: 'session', id: session.id },
    ended,
  };
}

function callerOfProxy(found: Awaited<ReturnType<ProxyEntrance>>, { remoteAddress }: RequestFacts): Caller {
  if ('why' in found) return { ...stranger(remoteAddress), letInBy: { kind: 'not-admitted', ...found } };
  const { person, ended } = found;
  return {
    actor: { kind: 'person', id: person.id, name: person.name },
    roles: new Set([person.role]),
    letInBy: { kind: 'proxy' },
    ended,
  };
}

/** @throws FarmError no-token, for one that is of no use: a program has to learn that, whatever it asks for */
async function callerOfToken(farm: Farm, text: string, address: string): Promise<Caller> {
  const known = await farm.accounts.personOfToken(text, address);
  if (!known) {
    const message = 'this API token is wrong, has expired or was revoked; make another one on the page of your account';
    throw new FarmError('no-token', { message });
  }
  const { person, token, ended } = known;
  return {
    actor: { kind: 'token', id: person.id, name: token.label },
    roles: new Set([person.role]),
    ...(token.actions ? { actions: new Set(token.actions as Action[]) } : {}),
    letInBy: { kind: 'token', id: token.id },
    ended,
  };
}

/** Whether somebody says that they are a worker. */
export function isWorkers(authorization: string | undefined): boolean {
  const encoded = /^basic +([a-z0-9+/=]+)$/i.exec(authorization ?? '')?.[1];
  return encoded !== undefined && WORKER_ID.test(Buffer.from(encoded, 'base64').toString('utf8'));
}

/** Makes something from a setting, and again when the setting has changed. */
function remembered<T, R>(read: () => T, make: (value: T) => R): () => R {
  let last: { readonly value: T; readonly made: R } | undefined;
  return () => {
    const value = read();
    if (last?.value !== value) last = { value, made: make(value) };
    return last.made;
  };
}
