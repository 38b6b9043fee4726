import type { Actor } from '../contracts/actor.ts';
import type { Farm } from '../farm/farm.ts';
import type { AccessMode } from './access.ts';

/** What every procedure knows of the request that it answers; made by the doors in `server/http`. */
export interface RequestContext {
  readonly farm: Farm;
  /** Who asks; whatever the request changes is changed by them. */
  readonly actor: Actor;
  readonly accessMode: AccessMode;
  /** Named in every answer of an unexpected failure and in its log line. */
  readonly requestId: string;
  /** Bound to the request id. */
  readonly logger: Farm['logger'];
  /** The address that the connection came from; empty when there is none, as in specs. */
  readonly remoteAddress: string;
}

/** The facts of one request that a door has found out. */
export interface RequestFacts {
  readonly requestId: string;
  readonly remoteAddress: string;
  /** Absent = somebody without credentials. */
  readonly actor?: Actor;
}

/** The context of one request. */
export function requestContext(farm: Farm, facts: RequestFacts): RequestContext {
  let logger: Farm['logger'] | undefined;
  return {
    farm,
    actor: facts.actor ?? { kind: 'open', address: facts.remoteAddress },
    accessMode: 'open',
    requestId: facts.requestId,
    // Few requests log anything, and a child logger costs as much as a statement.
    get logger() {
      return (logger ??= farm.logger.child({ requestId: facts.requestId }));
    },
    remoteAddress: facts.remoteAddress,
  };
}
