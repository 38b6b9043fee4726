import { tellOfPerson } from '../accounts/tell.ts';
import type { Actor } from '../contracts/actor.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import { hasPassword, removeVouches } from '../persistence/repositories/credentials.repository.ts';
import { lockPerson } from '../persistence/repositories/people.repository.ts';
import { mayUsePassword } from '../accounts/ways-in.ts';

/**
 * The OpenID provider does not vouch for this person any more.
 * @throws FarmError not-found, impossible-change (422: there is no other way in)
 */
export async function unlinkProvider(farm: Farm, by: Actor, personId: string): Promise<void> {
  await farm.database.transaction(
    async (tx) => {
      const person = await lockPerson(tx, personId);
      if (!mayUsePassword(farm, person) || !(await hasPassword(tx.tables, personId))) {
        const message =
          'this is the only way in that the account has; ask an admin for a link to choose a password first';
        throw new FarmError('impossible-change', { message });
      }
      const issuers = await removeVouches(tx, personId);
      if (issuers.length === 0) return;
      tellOfPerson(tx, person, { changed: ['unlinked'], because: `an account at ${issuers.join(', ')}` });
    },
    { by },
  );
}
