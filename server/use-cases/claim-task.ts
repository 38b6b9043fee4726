import { handsOutTasks } from '../domain/job-state.ts';
import type { Farm } from '../farm/farm.ts';
import type { Transaction } from '../persistence/database.ts';
import { countAttempts, insertAttempt } from '../persistence/repositories/attempts.repository.ts';
import { lockJob } from '../persistence/repositories/jobs.repository.ts';
import type { JobRow, TaskRow, WorkerRow } from '../persistence/tables.ts';
import { moveTask } from './parts/move-task.ts';

export interface ClaimedTask {
  readonly task: TaskRow;
  readonly job: JobRow;
}

/**
 * Gives a task from the pool to a worker; on both databases, one conditional update decides who gets it. Creates the
 * attempt whose id the worker will report with; `begin-attempt-log.ts` follows once this is stored. Resolves to
 * undefined when another worker was faster.
 */
export async function claimTask(
  farm: Farm,
  tx: Transaction,
  task: TaskRow,
  worker: WorkerRow,
): Promise<(ClaimedTask & { readonly attempt: number }) | undefined> {
  const job = await lockJob(tx, task.job_id);
  // Since the search, the job may have been paused or canceled, or one that it depends on started again.
  if (!handsOutTasks(job)) return undefined;
  const attemptId = farm.newId();
  const number = (task.attempt_id === null ? 0 : await countAttempts(tx.tables, task.id)) + 1;
  const moved = await moveTask(farm, tx, {
    task,
    job,
    to: 'active',
    rules: 'manager',
    reason: `Assigned to worker ${worker.name}`,
    worker,
    run: { id: attemptId, number },
    columns: { worker_id: worker.id, attempt_id: attemptId, last_touched_at: tx.now },
  });
  if (!moved) return undefined;
  await insertAttempt(tx, {
    id: attemptId,
    task_id: task.id,
    job_id: task.job_id,
    worker_id: worker.id,
    worker_name: worker.name,
    number,
    started_at: tx.now,
    ended_at: null,
    outcome: null,
    reason: null,
    log_start: 0,
  });
  return { task: moved.task, job, attempt: number };
}
