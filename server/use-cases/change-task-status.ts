import type { JobStatus } from '../contracts/job.ts';
import type { TaskStatus } from '../contracts/task.ts';
import { timestamp } from '../domain/clock.ts';
import { decideTaskChange } from '../domain/decide-task-change.ts';
import { clearFailuresOfTask } from '../persistence/repositories/failures.repository.ts';
import { lockJob } from '../persistence/repositories/jobs.repository.ts';
import { tallyOf } from '../persistence/repositories/task-counts.repository.ts';
import { getTask } from '../persistence/repositories/tasks.repository.ts';
import { applyTaskDecision } from './parts/apply-task-decision.ts';
import type { Farm } from '../farm/farm.ts';
import { jobFailurePolicy } from './parts/job-failure-policy.ts';
import { taskFacts } from './parts/task-facts.ts';
import { noteInTaskLog } from './parts/task-log-notes.ts';

export interface TaskStatusRequest {
  readonly taskId: string;
  readonly to: TaskStatus;
  readonly reason: string;
}

/**
 * A person asks for a task status: cancel or requeue. Requeueing also forgets which workers failed the task.
 * @throws FarmError not-found, impossible-change
 */
export async function changeTaskStatus(farm: Farm, request: TaskStatusRequest): Promise<void> {
  const now = timestamp(farm.clock.now());
  await farm.database.transaction(async (tx) => {
    const { job_id: jobId } = await getTask(tx.tables, request.taskId);
    const job = await lockJob(tx, jobId);
    const task = await getTask(tx.tables, request.taskId);
    const decision = decideTaskChange({
      task: taskFacts(task),
      job: { id: job.id, status: job.status as JobStatus },
      tally: await tallyOf(tx.tables, job.id),
      to: request.to,
      reason: request.reason,
      by: 'person',
      ...(request.to === 'failed' ? { failJobAtPercent: jobFailurePolicy(farm, job).job_fail_percentage } : {}),
    });
    if (request.to === 'queued') await clearFailuresOfTask(tx, task.id);
    if (!decision.task) return;
    await applyTaskDecision(farm, tx, {
      task,
      jobStatus: job.status as JobStatus,
      decision,
      activity: request.reason,
      reason: request.reason,
      worker: undefined,
      now,
    });
    noteInTaskLog(farm, tx, task, `Task status changed from ${task.status} to ${request.to}. ${request.reason}`.trim());
  });
}
