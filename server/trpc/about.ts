import { ownerOf } from '../contracts/actor.ts';
import { findJobOwners, findTaskOwners } from '../persistence/repositories/owners.repository.ts';
import type { RequestContext } from './context.ts';

/**
 * What a procedure changes: the field of its input that has the id of a job or task, or a list of them. `everything`:
 * not only what is the caller's own.
 */
export type About = { readonly jobs: string } | { readonly tasks: string } | 'everything';

/**
 * The things that a call is about and that the caller does not own. What does not exist is nobody's; the procedure says
 * so. `isList`: the call changes each for itself, and says for each what happened.
 */
export async function othersAmong(
  { farm, actor }: Pick<RequestContext, 'farm' | 'actor'>,
  about: Exclude<About, 'everything'>,
  input: unknown,
): Promise<{ readonly others: ReadonlySet<string>; readonly isList: boolean }> {
  const field = 'jobs' in about ? about.jobs : about.tasks;
  const named = (input as Readonly<Record<string, unknown>> | undefined)?.[field];
  const ids = [named].flat().filter((id) => typeof id === 'string');
  const owners = await ('jobs' in about ? findJobOwners : findTaskOwners)(farm.database.tables, ids);
  const owner = ownerOf(actor);
  const others = [...owners].flatMap(([id, of]) => (owner === null || of !== owner ? [id] : []));
  return { others: new Set(others), isList: Array.isArray(named) };
}

/** What an operation of `/api/v3` is about, from the names of the parameters in its path. */
export function aboutOf(parameters: object): About | undefined {
  if ('task_id' in parameters) return { tasks: 'task_id' };
  return 'job_id' in parameters ? { jobs: 'job_id' } : undefined;
}
