import type { Transaction } from '../../persistence/database.ts';
import { lockJob } from '../../persistence/repositories/jobs.repository.ts';
import { getTask } from '../../persistence/repositories/tasks.repository.ts';
import type { JobRow, TaskRow } from '../../persistence/tables.ts';

/**
 * The task as it is once its job is locked, so that no other change of the job can come in between.
 * @throws FarmError not-found
 */
export async function lockTask(tx: Transaction, taskId: string): Promise<{ task: TaskRow; job: JobRow }> {
  const { job_id: jobId } = await getTask(tx.tables, taskId);
  const job = await lockJob(tx, jobId);
  return { job, task: await getTask(tx.tables, taskId) };
}
