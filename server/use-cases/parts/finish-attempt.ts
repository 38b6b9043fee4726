import type { JobStatus } from '../../contracts/job.ts';
import type { TaskStatus } from '../../contracts/task.ts';
import { decideTaskChange } from '../../domain/decide-task-change.ts';
import type { Transaction } from '../../persistence/database.ts';
import { tallyOf } from '../../persistence/repositories/task-counts.repository.ts';
import type { JobRow, TaskRow, WorkerRow } from '../../persistence/tables.ts';
import { applyTaskDecision } from './apply-task-decision.ts';
import { failTask } from './fail-task.ts';
import type { Farm } from '../../farm/farm.ts';
import { taskFacts } from './task-facts.ts';
import { noteInTaskLog } from './task-log-notes.ts';

export interface AttemptEnd {
  readonly task: TaskRow;
  readonly job: JobRow;
  readonly worker: WorkerRow;
  readonly to: TaskStatus;
  readonly now: string;
}

/** The worker says how its run of the task ended. A failure goes through the failure policy. */
export async function finishAttempt(farm: Farm, tx: Transaction, end: AttemptEnd): Promise<void> {
  const { task, job, worker, to, now } = end;
  if (to === 'failed') return failTask(farm, tx, { task, worker, cause: 'failed', now });
  const decision = decideTaskChange({
    task: taskFacts(task),
    job: { id: job.id, status: job.status as JobStatus },
    tally: await tallyOf(tx.tables, job.id),
    to,
    reason: `worker ${worker.name} reported ${to}`,
    by: 'worker',
  });
  if (!decision.task) return;
  await applyTaskDecision(farm, tx, {
    task,
    jobStatus: job.status as JobStatus,
    decision,
    activity: task.activity,
    reason: null,
    worker,
    now,
  });
  noteInTaskLog(farm, tx, task, `Task status changed from ${task.status} to ${to}`);
}
