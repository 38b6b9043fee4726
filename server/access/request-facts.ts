import type { Actor } from '../contracts/actor.ts';

/** What the server found out of a request before any handler got it. */
export interface RequestFacts {
  /** Also sent back as X-Request-Id. */
  readonly requestId: string;
  /** Who asks, as far as the request alone says it. */
  readonly actor: Actor;
  /** The address of the computer that asks; not that of a trusted proxy, unless it asks for itself. */
  readonly remoteAddress: string;
  /** How the computer that asks reaches the manager, or the proxy before it. */
  readonly scheme: 'http' | 'https';
  /**
   * Name and port under which it does, as it says it; empty when it does not. Whatever is made of it has to check it.
   */
  readonly host: string;
  /** Decoded by nobody, without query. */
  readonly path: string;
  /** With the question mark; empty when there is none. */
  readonly query: string;
}
