import type { JobStatus } from '../contracts/job.ts';
import { decideTaskChange } from '../domain/decide-task-change.ts';
import { isRunnableJob } from '../domain/job-state.ts';
import type { Transaction } from '../persistence/database.ts';
import { countAttempts, insertAttempt } from '../persistence/repositories/attempts.repository.ts';
import { lockJob } from '../persistence/repositories/jobs.repository.ts';
import { countMove, tallyOf } from '../persistence/repositories/task-counts.repository.ts';
import { takeTask } from '../persistence/repositories/tasks.repository.ts';
import type { JobRow, TaskRow, WorkerRow } from '../persistence/tables.ts';
import { applyJobSteps } from './parts/apply-job-steps.ts';
import { taskEvent } from './parts/event-payloads.ts';
import type { Farm } from '../farm/farm.ts';
import { taskFacts } from './parts/task-facts.ts';
import { noteInTaskLog } from './parts/task-log-notes.ts';

export interface ClaimedTask {
  readonly task: TaskRow;
  readonly job: JobRow;
}

/**
 * Gives a task of the pool to a worker: one conditional update decides who gets it, on both databases. Makes the attempt
 * whose id the worker will report with. Resolves to undefined when somebody else was faster.
 */
export async function claimTask(
  farm: Farm,
  tx: Transaction,
  task: TaskRow,
  worker: WorkerRow,
  now: string,
): Promise<ClaimedTask | undefined> {
  const attemptId = farm.newId();
  const activity = `Assigned to worker ${worker.name}`;
  const job = await lockJob(tx, task.job_id);
  // Somebody may have paused or canceled it since the search.
  if (!isRunnableJob(job.status as JobStatus)) return undefined;
  const decision = decideTaskChange({
    task: taskFacts(task),
    job: { id: job.id, status: job.status as JobStatus },
    tally: await tallyOf(tx.tables, job.id),
    to: 'active',
    reason: activity,
    by: 'manager',
  });
  const handOut = { from: task.status, worker_id: worker.id, attempt_id: attemptId, activity, now };
  if (!(await takeTask(tx, task.id, handOut))) return undefined;
  await startAttempt(farm, tx, { task, worker, attemptId, now });
  const claimed: TaskRow = {
    ...task,
    status: 'active',
    runnable: 0,
    worker_id: worker.id,
    attempt_id: attemptId,
    activity,
    last_touched_at: now,
    updated_at: now,
  };
  const jobStatus = job.status as JobStatus;
  const from = taskFacts(task).status;
  await countMove(tx, { jobId: job.id, taskType: task.type, from, to: 'active', runnable: -1 }, jobStatus);
  tx.emit('task.changed', taskEvent(claimed, worker, from), job.id);
  await applyJobSteps(farm, tx, job.id, decision.job, now);
  noteInTaskLog(farm, tx, task, `Task assigned to worker ${worker.name} (${worker.id})`);
  return { task: claimed, job };
}

async function startAttempt(
  farm: Farm,
  tx: Transaction,
  start: { task: TaskRow; worker: WorkerRow; attemptId: string; now: string },
): Promise<void> {
  const { task, worker } = start;
  const earlier = task.attempt_id === null ? 0 : await countAttempts(tx.tables, task.id);
  await insertAttempt(tx, {
    id: start.attemptId,
    task_id: task.id,
    job_id: task.job_id,
    worker_id: worker.id,
    worker_name: worker.name,
    number: earlier + 1,
    started_at: start.now,
    ended_at: null,
    outcome: null,
    reason: null,
    log_start: earlier === 0 ? 0 : await farm.taskLogs.size(task.job_id, task.id),
  });
}
