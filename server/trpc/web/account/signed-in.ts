import { FarmError } from '../../../domain/errors.ts';
import type { RequestContext } from '../../context.ts';

/**
 * The person whose own account a call is about; `sessionId` is null for whom a proxy signs in.
 * @throws FarmError not-allowed, if nobody has signed in: what a token or a trusted network lets in must not make more
 *   ways in
 */
export function signedIn({ caller: { actor, letInBy } }: Pick<RequestContext, 'caller'>): {
  readonly personId: string;
  readonly sessionId: string | null;
} {
  if (letInBy.kind === 'session' && actor.kind === 'person') return { personId: actor.id, sessionId: letInBy.id };
  if (letInBy.kind === 'proxy' && actor.kind === 'person') return { personId: actor.id, sessionId: null };
  throw new FarmError('not-allowed', { message: 'only somebody who has signed in on the pages can do this' });
}
