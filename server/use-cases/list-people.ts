import type { Person } from '../contracts/person.ts';
import { personBody } from '../accounts/tell.ts';
import type { Farm } from '../farm/farm.ts';
import { findPeopleWithPassword } from '../persistence/repositories/credentials.repository.ts';
import { findPeople } from '../persistence/repositories/people.repository.ts';

/** All people, by name. `has_password` is false for those who have not come yet, or sign in elsewhere. */
export async function listPeople(farm: Farm): Promise<(Person & { has_password: boolean })[]> {
  const { tables } = farm.database;
  const withPassword = await findPeopleWithPassword(tables);
  const rows = await findPeople(tables);
  return rows.map((row) => ({ ...personBody(row), has_password: withPassword.has(row.id) }));
}
