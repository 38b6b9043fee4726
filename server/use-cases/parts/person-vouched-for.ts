import { endSessionsIn } from '../../accounts/end-sessions.ts';
import { tellOfPerson } from '../../accounts/tell.ts';
import type { NewPerson, PersonRole } from '../../contracts/person.ts';
import type { Farm } from '../../farm/farm.ts';
import type { Transaction } from '../../persistence/database.ts';
import { lockPerson, savePerson } from '../../persistence/repositories/people.repository.ts';
import type { PersonRow } from '../../persistence/tables.ts';
import { isOnlyAdmin } from '../change-person.ts';
import { addPerson, newPersonRow } from '../create-person.ts';

/** Makes an account for somebody whom another vouches for. @throws FarmError conflict */
export async function addVouched(
  farm: Farm,
  tx: Transaction,
  wanted: NewPerson,
  { because, isMailVerified = false }: { readonly because: string; readonly isMailVerified?: boolean },
): Promise<PersonRow> {
  const row = { ...newPersonRow(farm, wanted), email_verified: Number(isMailVerified) };
  await addPerson(tx, row);
  tellOfPerson(tx, row, { changed: ['created'], because });
  farm.logger.info({ personId: row.id, role: row.role, because }, 'person created');
  return row;
}

/**
 * Gives somebody the role that another says they have; null = none any more, which ends their sessions. The only admin
 * stays one, or nobody could mend a mistake in what the other says.
 * @returns whether the person may come in
 */
export async function followRole(
  farm: Farm,
  tx: Transaction,
  {
    personId,
    role,
    because,
  }: { readonly personId: string; readonly role: PersonRole | null; readonly because: string },
): Promise<boolean> {
  const before = await lockPerson(tx, personId);
  if (before.disabled === 1) return false;
  if (before.role === role) return true;
  if (await isOnlyAdmin(tx, before)) {
    farm.logger.warn(
      { personId, role, because },
      'the only admin of the farm stays one, although a claim says otherwise',
    );
    return true;
  }
  await endSessionsIn(tx, before, 'role');
  if (role === null) return false;
  await savePerson(tx, personId, { role, updated_at: tx.now });
  tellOfPerson(tx, { ...before, role }, { before, because });
  return true;
}
