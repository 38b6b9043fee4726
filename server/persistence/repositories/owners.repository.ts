import type { Tables } from '../tables.ts';

/** From a job's id to the person who owns it; null = nobody. Jobs that do not exist are missing. */
export async function findJobOwners(
  tables: Tables,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  if (ids.length === 0) return new Map();
  const rows = await tables.selectFrom('jobs').select(['id', 'owner_id']).where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, owner_id }) => [id, owner_id]));
}

/** Whether the person owns a job that renders from this checkout. */
export async function ownsJobWith(tables: Tables, owner: string, checkoutId: string): Promise<boolean> {
  const jobs = tables.selectFrom('jobs').select('id').where('owner_id', '=', owner);
  return (await jobs.where('shaman_checkout_id', '=', checkoutId).executeTakeFirst()) !== undefined;
}

/** From a task's id to the person who owns its job; null = nobody. Tasks that do not exist are missing. */
export async function findTaskOwners(
  tables: Tables,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  if (ids.length === 0) return new Map();
  const rows = await tables
    .selectFrom('tasks')
    .innerJoin('jobs', 'jobs.id', 'tasks.job_id')
    .select(['tasks.id', 'jobs.owner_id'])
    .where('tasks.id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, owner_id }) => [id, owner_id]));
}
