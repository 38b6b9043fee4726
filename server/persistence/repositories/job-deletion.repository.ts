import type { Transaction } from '../database.ts';
import type { JobRow, Tables } from '../tables.ts';

export async function saveDeletionRequest(tx: Transaction, id: string, now: string): Promise<void> {
  await tx.tables.updateTable('jobs').set({ delete_requested_at: now, updated_at: now }).where('id', '=', id).execute();
}

/**
 * Requests the deletion of all jobs that were last updated at this moment or earlier, in one statement. Resolves to the ids
 * of those that were not asked to be deleted before.
 */
export async function saveDeletionRequests(tx: Transaction, updatedUntil: string, now: string): Promise<string[]> {
  const rows = await tx.tables
    .updateTable('jobs')
    .set({ delete_requested_at: now, updated_at: now })
    .where('updated_at', '<=', updatedUntil)
    .where('delete_requested_at', 'is', null)
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Those of the jobs that are there. */
export async function findJobsById(tables: Tables, ids: readonly string[]): Promise<JobRow[]> {
  return ids.length === 0 ? [] : tables.selectFrom('jobs').selectAll().where('id', 'in', ids).execute();
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

/** From now on the scheduler passes the job by. */
export async function closeQueues(tx: Transaction, jobId: string): Promise<void> {
  await tx.tables.updateTable('job_queues').set({ open: 0 }).where('job_id', '=', jobId).execute();
}

/** Removes some of the job's tasks with all that hangs off them; resolves to how many. */
export async function removeSomeTasks(tx: Transaction, jobId: string, limit: number): Promise<number> {
  const result = await tx.tables
    .deleteFrom('tasks')
    .where('id', 'in', (eb) =>
      eb.selectFrom('tasks').select('id').where('job_id', '=', jobId).orderBy('index_in_job').limit(limit),
    )
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}

/** Removes the job and all that hangs off it. */
export async function removeJob(tx: Transaction, id: string): Promise<void> {
  await tx.tables.deleteFrom('jobs').where('id', '=', id).execute();
}
