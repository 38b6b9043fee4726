import type { JobStatus } from '../../contracts/job.ts';
import { decideTaskChange } from '../../domain/decide-task-change.ts';
import { RETURN_STATUS, returnNote, type ReturnCause } from '../../domain/return-to-pool.ts';
import type { Transaction } from '../../persistence/database.ts';
import { getJob, lockJob } from '../../persistence/repositories/jobs.repository.ts';
import { tallyOf } from '../../persistence/repositories/task-counts.repository.ts';
import { findActiveTasksOf, findFailedTasksOf, getTask } from '../../persistence/repositories/tasks.repository.ts';
import type { JobRow, TaskRow, WorkerRow } from '../../persistence/tables.ts';
import { applyTaskDecision } from './apply-task-decision.ts';
import type { Farm } from '../../farm/farm.ts';
import { taskFacts } from './task-facts.ts';
import { noteInTaskLog } from './task-log-notes.ts';

/** Gives all tasks that the worker has now back to the pool, each with a note of the reason. */
export async function returnActiveTasks(
  farm: Farm,
  tx: Transaction,
  worker: WorkerRow,
  cause: ReturnCause,
  now: string,
): Promise<void> {
  for (const { id, job_id: jobId } of await findActiveTasksOf(tx.tables, worker.id)) {
    const job = await lockJob(tx, jobId);
    const task = await getTask(tx.tables, id);
    // It may have ended while this waited for the job.
    if (task.status !== 'active' || task.worker_id !== worker.id) continue;
    await returnTask(farm, tx, { task, job, worker, cause, now });
  }
}

/** A blocked worker's failed tasks of the job and type get another chance with other workers. */
export async function returnFailedTasks(
  farm: Farm,
  tx: Transaction,
  block: { jobId: string; worker: WorkerRow; taskType: string; now: string },
): Promise<void> {
  const { jobId, worker, now } = block;
  for (const task of await findFailedTasksOf(tx.tables, jobId, worker.id, block.taskType)) {
    const job = await getJob(tx.tables, jobId);
    await returnTask(farm, tx, { task, job, worker, cause: 'blocked', now });
  }
}

export interface Return {
  readonly task: TaskRow;
  readonly job: JobRow;
  /** Undefined when the worker was removed. */
  readonly worker: WorkerRow | undefined;
  readonly cause: ReturnCause;
  readonly now: string;
}

/** Gives one task back; the note goes to its log and activity. */
export async function returnTask(
  farm: Farm,
  tx: Transaction,
  { task, job, worker, cause, now }: Return,
): Promise<void> {
  const jobStatus = job.status as JobStatus;
  const to = RETURN_STATUS[jobStatus];
  const note = returnNote(cause, worker?.name ?? '(removed)', to);
  const decision = decideTaskChange({
    task: taskFacts(task),
    job: { id: job.id, status: jobStatus },
    tally: await tallyOf(tx.tables, job.id),
    to,
    reason: note,
    by: 'manager',
  });
  if (!decision.task) return;
  await applyTaskDecision(farm, tx, { task, jobStatus, decision, activity: note, reason: note, worker, now });
  noteInTaskLog(farm, tx, task, note);
}
