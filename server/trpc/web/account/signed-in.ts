import { FarmError } from '../../../domain/errors.ts';
import type { RequestContext } from '../../context.ts';

/**
 * The person whose own account a call is about.
 * @throws FarmError not-allowed, if nobody has signed in: what a token or a trusted network lets in must not make more
 *   ways in
 */
export function signedIn({ caller: { actor, letInBy } }: Pick<RequestContext, 'caller'>): {
  readonly personId: string;
  readonly sessionId: string;
} {
  if (letInBy.kind === 'session' && actor.kind === 'person') return { personId: actor.id, sessionId: letInBy.id };
  throw new FarmError('not-allowed', { message: 'only somebody who has signed in on the pages can do this' });
}
