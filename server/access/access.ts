import type { IncomingHttpHeaders } from 'node:http';
import { type Caller, openCaller } from './caller.ts';
import type { RequestFacts } from './request-facts.ts';

/** How a farm recognizes people. */
export interface Access {
  /** `open`: nobody has to sign in. `setup`: nobody has said yet who may use the farm. */
  readonly mode: 'open' | 'accounts' | 'setup';
  /**
   * Finds out who sent a request that is not for workers only.
   * @throws FarmError for credentials that are wrong, or have expired
   */
  identify(headers: IncomingHttpHeaders, facts: RequestFacts): Caller | Promise<Caller>;
}

/**
 * Nobody signs in, and everybody on the network may do everything that people can do: a trusted network, as with
 * Flamenco 3.
 */
export const openAccess: Access = {
  mode: 'open',
  identify: (_headers, { remoteAddress }) => openCaller(remoteAddress),
};
