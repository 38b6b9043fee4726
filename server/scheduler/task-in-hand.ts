import { getJob } from '../persistence/repositories/jobs.repository.ts';
import { findActiveTasksOf } from '../persistence/repositories/tasks.repository.ts';
import type { Tables } from '../persistence/tables.ts';
import type { ClaimedTask } from '../use-cases/claim-task.ts';

/**
 * The task that the worker was handed before and has not reported as ended: it did not get our answer, or was
 * restarted. It gets the same attempt again, even while the job is pausing, because running tasks may finish then. If
 * it got another task instead, nobody would work on this one until it times out.
 */
export async function findTaskInHand(tables: Tables, workerId: string): Promise<ClaimedTask | undefined> {
  const [task] = await findActiveTasksOf(tables, workerId);
  return task && { task, job: await getJob(tables, task.job_id) };
}
