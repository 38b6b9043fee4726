import type { Actor } from '../contracts/actor.ts';
import type { NewPerson, Person } from '../contracts/person.ts';
import { timestamp } from '../domain/clock.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import type { Transaction } from '../persistence/database.ts';
import { savePassword } from '../persistence/repositories/credentials.repository.ts';
import { findPersonBySignIn, insertPerson } from '../persistence/repositories/people.repository.ts';
import type { PersonRow } from '../persistence/tables.ts';
import { personBody, tellOfPerson } from '../accounts/tell.ts';
import { hashPassword, requireGoodPassword } from '../accounts/passwords.ts';

/**
 * Gives somebody an account, with a password if one is given; without one, they get a link (`invitePerson`).
 * @throws FarmError conflict (the name or the address is taken), bad-request (the password is too short), busy
 */
export async function createPerson(
  farm: Farm,
  by: Actor,
  wanted: NewPerson,
  { password }: { readonly password?: string } = {},
): Promise<Person> {
  if (password !== undefined) requireGoodPassword(farm, password);
  const passwordHash = password === undefined ? undefined : await hashPassword(password);
  const row = newPersonRow(farm, wanted);
  await farm.database.transaction(
    async (tx) => {
      await addPerson(tx, row);
      if (passwordHash !== undefined) await savePassword(tx, { id: farm.newId(), personId: row.id, passwordHash });
      tellOfPerson(tx, row, { changed: ['created'] });
    },
    { by },
  );
  farm.logger.info({ personId: row.id, role: row.role }, 'person created');
  return personBody(row);
}

/** The row of a person who is to have an account. */
export function newPersonRow(farm: Farm, { name, display_name = '', email = null, role }: NewPerson): PersonRow {
  const now = timestamp(farm.clock.now());
  return {
    id: farm.newId(),
    name,
    display_name: display_name.trim(),
    email,
    email_verified: 0,
    role,
    disabled: 0,
    two_factor: 0,
    created_at: now,
    updated_at: now,
    signed_in_at: null,
  };
}

/** Stores a person, as a part of a change. @throws FarmError conflict */
export async function addPerson(tx: Transaction, row: PersonRow): Promise<void> {
  await refuseTaken(tx, row);
  await insertPerson(tx, row);
}

/** Refuses a name or an address that somebody else has. @throws FarmError conflict */
export async function refuseTaken(tx: Transaction, { id, name, email }: PersonRow): Promise<void> {
  for (const [field, value] of [['name', name] as const, ['email', email] as const]) {
    const other = value === null ? undefined : await findPersonBySignIn(tx.tables, value);
    if (other && other.id !== id) {
      throw new FarmError('conflict', { message: `${field}: somebody has the ${field} "${value}" already` });
    }
  }
}
