import { FarmError } from '../../../domain/errors.ts';
import type { SetUpLink } from '../../../setup/set-up-link.ts';
import type { RequestContext } from '../../context.ts';

/**
 * The set-up link of this manager, for whoever has its secret.
 * @throws FarmError gone (410), when there is nothing to set up any more or it has expired; not-found; too-many
 */
export function openedLink({ farm, remoteAddress }: RequestContext, secret: string): SetUpLink {
  const { setUpLink } = farm;
  if (!setUpLink) throw new FarmError('gone', { message: 'this manager is set up already' });
  const succeeded = farm.accounts.attempts.countSecret('set-up link', remoteAddress);
  setUpLink.check(secret);
  succeeded();
  return setUpLink;
}
