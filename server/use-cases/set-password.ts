import type { Actor } from '../contracts/actor.ts';
import { endSessionsIn } from '../accounts/end-sessions.ts';
import { hashPassword, requireGoodPassword } from '../accounts/passwords.ts';
import { type PersonTelling, tellOfPerson } from '../accounts/tell.ts';
import type { Farm } from '../farm/farm.ts';
import type { Transaction } from '../persistence/database.ts';
import { removeTwoFactor, savePassword } from '../persistence/repositories/credentials.repository.ts';
import { lockPerson, savePerson } from '../persistence/repositories/people.repository.ts';
import { withdrawLinks } from '../persistence/repositories/person-links.repository.ts';
import type { PersonRow } from '../persistence/tables.ts';

/** How to set a password. */
export interface PasswordChange {
  readonly password: string;
  /** Also forget the device that makes codes, for somebody who has lost it. */
  readonly forgetDevice?: boolean;
}

/**
 * Gives somebody a password, without asking for the old one. They are signed out everywhere.
 * @throws FarmError not-found, bad-request (the password is too short), busy
 */
export async function setPassword(farm: Farm, by: Actor, personId: string, change: PasswordChange): Promise<void> {
  requireGoodPassword(farm, change.password);
  const passwordHash = await hashPassword(change.password);
  await farm.database.transaction(
    async (tx) => {
      const person = await lockPerson(tx, personId);
      await storePassword(tx, person, { id: farm.newId(), passwordHash });
      if (change.forgetDevice) await forgetDevice(tx, person);
    },
    { by },
  );
}

/** Lets somebody who has lost the device that makes codes sign in without one. @throws FarmError not-found */
export async function forgetSecondFactor(farm: Farm, by: Actor, personId: string): Promise<void> {
  await farm.database.transaction(async (tx) => forgetDevice(tx, await lockPerson(tx, personId)), { by });
}

/** Stores a password and tells of it, as a part of a change. `id` is for the row, `telling` for the audit log. */
export async function storePassword(
  tx: Transaction,
  person: PersonRow,
  how: { readonly id: string; readonly passwordHash: string; readonly telling?: PersonTelling },
): Promise<void> {
  const { id, passwordHash, telling } = how;
  await savePassword(tx, { id, personId: person.id, passwordHash });
  await withdrawLinks(tx, person.id);
  await endSessionsIn(tx, person, 'password');
  tellOfPerson(tx, person, { changed: ['password'], ...telling });
}

async function forgetDevice(tx: Transaction, before: PersonRow): Promise<void> {
  await removeTwoFactor(tx, before.id);
  await savePerson(tx, before.id, { two_factor: 0 });
  tellOfPerson(tx, { ...before, two_factor: 0 }, { before });
}
