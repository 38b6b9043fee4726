import type { Transaction } from '../database.ts';
import type { JobRow, Tables } from '../tables.ts';

/**
 * Requests, in one statement, the deletion of all jobs that were last updated at this moment or earlier, except those
 * marked to be kept. Resolves to the ids of the jobs whose deletion had not been requested before.
 */
export async function saveDeletionRequests(tx: Transaction, updatedUntil: string): Promise<string[]> {
  const rows = await tx.tables
    .updateTable('jobs')
    .set({ delete_requested_at: tx.now, updated_at: tx.now })
    .where('updated_at', '<=', updatedUntil)
    .where('delete_requested_at', 'is', null)
    .where('keep', '=', 0)
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** How many jobs that are marked to be kept were last updated at this moment or earlier. */
export async function countKeptJobs(tx: Transaction, updatedUntil: string): Promise<number> {
  const row = await tx.tables
    .selectFrom('jobs')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('updated_at', '<=', updatedUntil)
    .where('keep', '=', 1)
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

/** Whether another job was submitted with the same checkout. */
export async function isCheckoutShared(tables: Tables, { id, shaman_checkout_id }: JobRow): Promise<boolean> {
  const other = await tables
    .selectFrom('jobs')
    .select('id')
    .where('shaman_checkout_id', '=', shaman_checkout_id)
    .where('id', '!=', id)
    .executeTakeFirst();
  return other !== undefined;
}

/** Jobs whose deletion was requested, in order of the request. */
export async function findJobsToDelete(tables: Tables): Promise<{ id: string }[]> {
  return tables
    .selectFrom('jobs')
    .select('id')
    .where('delete_requested_at', 'is not', null)
    .orderBy('delete_requested_at')
    .orderBy('number')
    .execute();
}

/** How much one transaction may remove. */
export interface PartLimits {
  readonly tasks: number;
  readonly dependencies: number;
}

/**
 * Removes the job's first tasks with everything that belongs to them, or only some of what they wait for, and of what
 * waits for them, if that is much. Resolves to whether anything was left to remove.
 */
export async function removeSomeTasks(tx: Transaction, jobId: string, limits: PartLimits): Promise<boolean> {
  const tasks = await tx.tables
    .selectFrom('tasks')
    .select('id')
    .where('job_id', '=', jobId)
    .orderBy('index_in_job')
    .limit(limits.tasks)
    .execute();
  if (tasks.length === 0) return false;
  const ids = tasks.map((task) => task.id);
  let left = limits.dependencies;
  for (const side of ['task_id', 'dependency_id'] as const) {
    left -= await removeSomeDependencies(tx, side, ids, left);
    if (left === 0) return true;
  }
  await tx.tables.deleteFrom('tasks').where('id', 'in', ids).execute();
  return true;
}

async function removeSomeDependencies(
  tx: Transaction,
  side: 'task_id' | 'dependency_id',
  ids: readonly string[],
  limit: number,
): Promise<number> {
  const result = await tx.tables
    .deleteFrom('task_dependencies')
    .where((where) =>
      where(
        where.refTuple('task_id', 'dependency_id'),
        'in',
        where
          .selectFrom('task_dependencies')
          .select(['task_id', 'dependency_id'])
          .where(side, 'in', ids)
          .limit(limit)
          .$asTuple('task_id', 'dependency_id'),
      ),
    )
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Removes the job and everything that belongs to it. */
export async function removeJob(tx: Transaction, id: string): Promise<void> {
  await tx.tables.deleteFrom('jobs').where('id', '=', id).execute();
}
