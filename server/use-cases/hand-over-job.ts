import type { Actor } from '../contracts/actor.ts';
import { folded } from '../contracts/person.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import { findPerson, findPersonBySignIn } from '../persistence/repositories/people.repository.ts';
import type { PersonRow, Tables } from '../persistence/tables.ts';
import { changeJob } from './parts/change-job.ts';

/**
 * Gives a job to a person, who may then do with it what they may do with their own. Its uploaded files go along: they
 * may submit with its checkout. What they own already stays as it is.
 * @param person their id, or the name or e-mail address with which they sign in
 * @throws FarmError not-found (the job), impossible-change (422: there is no such person, or they may not sign in)
 */
export async function handOverJob(farm: Farm, by: Actor, jobId: string, person: string): Promise<void> {
  await changeJob(farm, by, jobId, { action: 'job.hand-over', did: 'handed over the job' }, async (job, tx) => {
    const { id } = await heirOf(tx.tables, person);
    return id === job.owner_id ? undefined : { owner_id: id };
  });
}

async function heirOf(tables: Tables, person: string): Promise<PersonRow> {
  const found = (await findPerson(tables, person)) ?? (await findPersonBySignIn(tables, folded(person)));
  if (!found) throw new FarmError('impossible-change', { message: `person: nobody here is called "${person}"` });
  if (found.disabled === 0) return found;
  throw new FarmError('impossible-change', {
    message: `person: ${found.name} is kept from signing in, so they could do nothing with the job`,
  });
}
