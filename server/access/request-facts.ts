import type { Actor } from '../contracts/actor.ts';

/** What the server found out of a request before any handler got it. */
export interface RequestFacts {
  /** Also sent back as X-Request-Id. */
  readonly requestId: string;
  /** Who asks, as far as the request alone says it. */
  readonly actor: Actor;
  /** The address of the computer that asks. */
  readonly remoteAddress: string;
  /** Decoded by nobody, without query. */
  readonly path: string;
  /** With the question mark; empty when there is none. */
  readonly query: string;
}
