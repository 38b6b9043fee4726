import type { TaskStatus } from '../../contracts/task.ts';
import type { Farm } from '../../farm/farm.ts';
import type { Transaction } from '../../persistence/database.ts';
import type { JobRow, TaskRow, WorkerRow } from '../../persistence/tables.ts';
import { failTask } from './fail-task.ts';
import { moveTask, type TaskRun } from './move-task.ts';
import { noteInTaskLog } from './task-log-notes.ts';

export interface AttemptEnd {
  readonly task: TaskRow;
  readonly job: JobRow;
  readonly worker: WorkerRow;
  readonly to: TaskStatus;
  readonly run: TaskRun;
}

/** The worker reports how its run of the task ended. A failure goes through the failure policy. */
export async function finishAttempt(farm: Farm, tx: Transaction, end: AttemptEnd): Promise<void> {
  const { task, job, worker, to, run } = end;
  if (to === 'failed') return failTask(farm, tx, { task, job, worker, run, cause: 'failed' });
  const moved = await moveTask(farm, tx, {
    task,
    job,
    to,
    rules: 'worker',
    reason: `worker ${worker.name} reported ${to}`,
    activity: task.activity,
    ending: () => null,
    worker,
    run,
  });
  if (moved) noteInTaskLog(farm, tx, task, `Task status changed from ${task.status} to ${to}`);
}
