import { getJob } from '../persistence/repositories/jobs.repository.ts';
import { findActiveTasksOf } from '../persistence/repositories/tasks.repository.ts';
import type { Tables } from '../persistence/tables.ts';
import type { ClaimedTask } from '../use-cases/claim-task.ts';

/**
 * The task that the worker was handed before and has not reported as ended: it did not hear our answer, or was restarted.
 * It gets the same attempt again.
 */
export async function findTaskInHand(tables: Tables, workerId: string): Promise<ClaimedTask | undefined> {
  for (const task of await findActiveTasksOf(tables, workerId)) {
    const job = await getJob(tables, task.job_id);
    if (job.status === 'active' || job.status === 'queued') return { task, job };
  }
  return undefined;
}
