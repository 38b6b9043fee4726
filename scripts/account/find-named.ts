import { folded } from '#server/contracts/person.ts';
import { FarmError } from '#server/domain/errors.ts';
import type { Farm } from '#server/farm/farm.ts';
import { findPeople, findPersonBySignIn } from '#server/persistence/repositories/people.repository.ts';

/** Up to so many names can be read at a glance. */
const FEW = 10;

/** The person with this name or e-mail address. @throws FarmError not-found, which says who there is */
export async function findNamed(farm: Farm, name: string): Promise<{ readonly id: string; readonly name: string }> {
  const { tables } = farm.database;
  const wanted = folded(name);
  const person = await findPersonBySignIn(tables, wanted);
  if (person) return person;
  const names = (await findPeople(tables)).map((each) => each.name);
  const near = names.length <= FEW ? names : names.filter((each) => isNear(each, wanted)).slice(0, FEW);
  const hint = near.length > 0 ? `there are ${near.join(', ')}` : '"list" lists everybody';
  const message = names.length === 0 ? 'nobody has an account yet' : `nobody is called "${name}"; ${hint}`;
  throw new FarmError('not-found', { message });
}

/** Whether one could have been meant by the other: they begin or end alike, or one is part of the other. */
function isNear(name: string, wanted: string): boolean {
  const [start, end] = [wanted.slice(0, 3), wanted.slice(-3)];
  return name.startsWith(start) || name.endsWith(end) || name.includes(wanted) || wanted.includes(name);
}
