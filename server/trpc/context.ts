import type { IncomingHttpHeaders } from 'node:http';
import type { Access } from '../access/access.ts';
import type { RequestFacts } from '../access/request-facts.ts';
import { knownCookies } from '../access/known-cookies.ts';
import type { Visit } from '../accounts/cookies.ts';
import type { Caller } from '../access/caller.ts';
import type { Actor } from '../contracts/actor.ts';
import type { Farm } from '../farm/farm.ts';

/** What every procedure knows about the request that it answers; made by the doors in `server/http`. */
export interface RequestContext {
  readonly farm: Farm;
  readonly access: Access;
  readonly caller: Caller;
  /** Who is calling; all changes that the request makes are theirs. */
  readonly actor: Actor;
  /** Appears in the answer to an unexpected failure and in its log line. */
  readonly requestId: string;
  /** Bound to the request id. */
  readonly logger: Farm['logger'];
  /** The address of the calling computer; empty if there is none, as in specs. */
  readonly remoteAddress: string;
  /** How the caller reaches the manager, as it says itself: `http://farm:8080`. For its own eyes only. */
  readonly origin: string;
  /** What people sign in with. */
  readonly visit: Visit;
  /** Sends cookies along with the answer; doors without browsers send none. */
  setCookies(cookies: readonly string[]): void;
  /** The address of this computer that the request arrived at; empty likewise. */
  readonly localAddress: string;
}

/** What browsers send, and what they get besides an answer. */
export interface BrowserSide {
  readonly headers: IncomingHttpHeaders;
  setCookies(cookies: readonly string[]): void;
}

/** The context of one request. */
export function requestContext(
  farm: Farm,
  access: Access,
  caller: Caller,
  {
    requestId,
    remoteAddress,
    localAddress = '',
    scheme = 'http',
    host = '',
    browser,
  }: Pick<RequestFacts, 'requestId' | 'remoteAddress' | 'localAddress'> &
    Partial<Pick<RequestFacts, 'scheme' | 'host'>> & { readonly browser?: BrowserSide },
): RequestContext {
  let logger: Farm['logger'] | undefined;
  return {
    farm,
    access,
    caller,
    actor: caller.actor,
    requestId,
    // Few requests log anything, and making a child logger costs as much as a database statement.
    get logger() {
      return (logger ??= farm.logger.child({ requestId }));
    },
    remoteAddress,
    localAddress,
    origin: `${scheme}://${host || 'localhost'}`,
    visit: {
      cookie: knownCookies(browser?.headers.cookie, scheme === 'https'),
      userAgent: browser?.headers['user-agent'],
      address: remoteAddress,
      secure: scheme === 'https',
    },
    setCookies: (cookies) => browser?.setCookies(cookies),
  };
}
