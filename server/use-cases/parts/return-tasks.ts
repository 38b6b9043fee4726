import { RETURN_STATUS, returnNote, type ReturnCause } from '../../domain/return-to-pool.ts';
import type { Farm } from '../../farm/farm.ts';
import type { Transaction } from '../../persistence/database.ts';
import { getJob, lockJob } from '../../persistence/repositories/jobs.repository.ts';
import { findActiveTasksOf, findFailedTasksOf, getTask } from '../../persistence/repositories/tasks.repository.ts';
import type { JobRow, TaskRow, WorkerRow } from '../../persistence/tables.ts';
import { moveTask } from './move-task.ts';
import { noteInTaskLog } from './task-log-notes.ts';

/** Gives all tasks that the worker has now back to the pool, each with a note of the reason. */
export async function returnActiveTasks(
  farm: Farm,
  tx: Transaction,
  worker: WorkerRow,
  cause: ReturnCause,
): Promise<void> {
  for (const { id, job_id: jobId } of await findActiveTasksOf(tx.tables, worker.id)) {
    const job = await lockJob(tx, jobId);
    const task = await getTask(tx.tables, id);
    // It may have ended while this waited for the job.
    if (task.status !== 'active' || task.worker_id !== worker.id) continue;
    await returnTask(farm, tx, { task, job, worker, cause });
  }
}

/**
 * A blocked worker's failed tasks of the job, which is locked, and of this type get another chance with other workers.
 */
export async function returnFailedTasks(
  farm: Farm,
  tx: Transaction,
  { job, worker, taskType }: { job: JobRow; worker: WorkerRow; taskType: string },
): Promise<void> {
  for (const task of await findFailedTasksOf(tx.tables, job.id, worker.id, taskType)) {
    // Each of them may change the job.
    await returnTask(farm, tx, { task, job: await getJob(tx.tables, job.id), worker, cause: 'blocked' });
  }
}

export interface Return {
  readonly task: TaskRow;
  /** The task's job, locked. */
  readonly job: JobRow;
  /** Undefined when the worker was removed. */
  readonly worker: WorkerRow | undefined;
  readonly cause: ReturnCause;
}

/** Gives one task back; the note goes to its log and activity. */
export async function returnTask(farm: Farm, tx: Transaction, { task, job, worker, cause }: Return): Promise<void> {
  const to = RETURN_STATUS[job.status];
  const reason = returnNote(cause, worker?.name ?? '(removed)', to);
  const moved = await moveTask(farm, tx, { task, job, to, reason, rules: 'manager', ...(worker && { worker }) });
  if (moved) noteInTaskLog(farm, tx, task, reason);
}
