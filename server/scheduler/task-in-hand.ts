import type { Transaction } from '../persistence/database.ts';
import { getJob } from '../persistence/repositories/jobs.repository.ts';
import { findActiveTasksOf } from '../persistence/repositories/tasks.repository.ts';
import type { ClaimedTask } from '../use-cases/claim-task.ts';

/**
 * The task that the worker was handed before and has not reported as ended: it did not hear our answer, or was restarted.
 * It gets the same attempt again (state-machines.md 6.1).
 */
export async function findTaskInHand(tx: Transaction, workerId: string): Promise<ClaimedTask | undefined> {
  for (const task of await findActiveTasksOf(tx.tables, workerId)) {
    const job = await getJob(tx.tables, task.job_id);
    if (job.status === 'active' || job.status === 'queued') return { task, job };
  }
  return undefined;
}
