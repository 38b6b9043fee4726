import { RETURN_STATUS, returnNote, type ReturnCause } from '../../domain/return-to-pool.ts';
import type { Farm } from '../../farm/farm.ts';
import type { Transaction } from '../../persistence/database.ts';
import { getJob, lockJob } from '../../persistence/repositories/jobs.repository.ts';
import { findActiveTasksOf, findFailedTasksOf, getTask } from '../../persistence/repositories/tasks.repository.ts';
import type { JobRow, TaskRow, WorkerRow } from '../../persistence/tables.ts';
import { moveTask } from './move-task.ts';
import { noteInTaskLog } from './task-log-notes.ts';

/** Returns all active tasks of the worker to the pool, with a note of the reason in each task's log. */
export async function returnActiveTasks(
  farm: Farm,
  tx: Transaction,
  worker: WorkerRow,
  cause: ReturnCause,
): Promise<void> {
  for (const { id, job_id: jobId } of await findActiveTasksOf(tx.tables, worker.id)) {
    const job = await lockJob(tx, jobId);
    const task = await getTask(tx.tables, id);
    // The task may have ended while we waited for the lock on its job.
    if (task.status !== 'active' || task.worker_id !== worker.id) continue;
    await returnTask(farm, tx, { task, job, worker, cause });
  }
}

/**
 * Gives a blocked worker's failed tasks of this job and type another chance with other workers. The job must be locked.
 */
export async function returnFailedTasks(
  farm: Farm,
  tx: Transaction,
  { job, worker, taskType }: { job: JobRow; worker: WorkerRow; taskType: string },
): Promise<void> {
  for (const task of await findFailedTasksOf(tx.tables, job.id, worker.id, taskType)) {
    // Each return may change the job.
    await returnTask(farm, tx, { task, job: await getJob(tx.tables, job.id), worker, cause: 'blocked' });
  }
}

export interface Return {
  readonly task: TaskRow;
  /** The task's job, locked. */
  readonly job: JobRow;
  /** Undefined when the worker has been removed. */
  readonly worker: WorkerRow | undefined;
  readonly cause: ReturnCause;
}

/** Returns one task to the pool, with a note of the reason in its log and as its activity. */
export async function returnTask(farm: Farm, tx: Transaction, { task, job, worker, cause }: Return): Promise<void> {
  const to = RETURN_STATUS[job.status];
  const reason = returnNote(cause, worker?.name ?? '(removed)', to);
  const moved = await moveTask(farm, tx, { task, job, to, reason, rules: 'manager', ...(worker && { worker }) });
  if (moved) noteInTaskLog(farm, tx, task, reason);
}
