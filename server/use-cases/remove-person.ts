import type { Actor } from '../contracts/actor.ts';
import { endSessionsIn } from '../accounts/end-sessions.ts';
import { tellOfPerson } from '../accounts/tell.ts';
import type { Farm } from '../farm/farm.ts';
import { lockPerson, removePersonRow } from '../persistence/repositories/people.repository.ts';
import { requireOtherAdmin } from './change-person.ts';

/**
 * Removes somebody's account for good, with their sessions and tokens. Their jobs stay, and the history names them.
 * @throws FarmError not-found, impossible-change (422: the farm would have no admin)
 */
export async function removePerson(farm: Farm, by: Actor, id: string): Promise<void> {
  await farm.database.transaction(
    async (tx) => {
      const person = await lockPerson(tx, id);
      await requireOtherAdmin(tx, person);
      await endSessionsIn(tx, person, 'removed');
      await removePersonRow(tx, id);
      tellOfPerson(tx, person, { changed: ['removed'] });
    },
    { by },
  );
  farm.logger.info({ personId: id }, 'person removed');
}
