import type { Actor } from '../contracts/actor.ts';
import type { Person, PersonChange } from '../contracts/person.ts';
import { endSessionsIn } from '../accounts/end-sessions.ts';
import { personBody, tellOfPerson } from '../accounts/tell.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import type { Transaction } from '../persistence/database.ts';
import { countAdmins, lockPerson, savePerson } from '../persistence/repositories/people.repository.ts';
import { withdrawLinks } from '../persistence/repositories/person-links.repository.ts';
import type { PersonRow } from '../persistence/tables.ts';
import { refuseTaken } from './create-person.ts';

/**
 * Changes a person's name, address or role, or disables the account. Whoever has a new role or is disabled is signed
 * out everywhere; tokens have the new role at once.
 * @throws FarmError not-found, conflict, impossible-change (422: the farm would have no admin)
 */
export async function changePerson(farm: Farm, by: Actor, id: string, change: PersonChange): Promise<Person> {
  return farm.database.transaction(
    async (tx) => {
      const before = await lockPerson(tx, id);
      const columns = {
        name: change.name ?? before.name,
        display_name: change.display_name?.trim() ?? before.display_name,
        email: change.email === undefined ? before.email : change.email,
        role: change.role ?? before.role,
        disabled: change.disabled === undefined ? before.disabled : Number(change.disabled),
        updated_at: tx.now,
      };
      // Who has proved to get mail at one address has not done so for another.
      const email_verified = columns.email === before.email ? before.email_verified : 0;
      const row: PersonRow = { ...before, ...columns, email_verified };
      await refuseTaken(tx, row);
      if (row.role !== 'admin' || row.disabled === 1) await requireOtherAdmin(tx, before);
      await savePerson(tx, id, { ...columns, email_verified });
      if (row.disabled === 1) await withdrawLinks(tx, id);
      if (row.disabled > before.disabled) await endSessionsIn(tx, row, 'disabled');
      else if (row.role !== before.role) await endSessionsIn(tx, row, 'role');
      tellOfPerson(tx, row, { before });
      return personBody(row);
    },
    { by },
  );
}

/** @throws FarmError impossible-change, if the farm has no admin but this person */
export async function requireOtherAdmin(tx: Transaction, person: PersonRow): Promise<void> {
  if (!(await isOnlyAdmin(tx, person))) return;
  throw new FarmError('impossible-change', {
    message: `${person.name} is the only admin of this farm; make somebody else an admin first`,
  });
}

/** Whether nobody else is an admin who may sign in. */
export async function isOnlyAdmin(tx: Transaction, { role, disabled }: PersonRow): Promise<boolean> {
  return role === 'admin' && disabled === 0 && (await countAdmins(tx.tables)) === 1;
}
