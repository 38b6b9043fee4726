import type { JobStep } from '../../domain/farm-facts.ts';
import type { Transaction } from '../../persistence/database.ts';
import { endAttemptsOf } from '../../persistence/repositories/attempts.repository.ts';
import { recountDependencies } from '../../persistence/repositories/dependencies.repository.ts';
import { getJob, recountSteps, saveJobStatus } from '../../persistence/repositories/jobs.repository.ts';
import { recountTasks, saveOpen } from '../../persistence/repositories/task-counts.repository.ts';
import { changeTasks } from '../../persistence/repositories/tasks.repository.ts';
import { jobEvent } from './event-payloads.ts';
import type { Farm } from '../../farm/farm.ts';
import { noteInTaskLog } from './task-log-notes.ts';

/**
 * Does what the rules decided for a job: each step's status, its mass change of tasks, and its event. Tasks that were running tell
 * in their own log what became of them.
 */
export async function applyJobSteps(
  farm: Farm,
  tx: Transaction,
  jobId: string,
  steps: readonly JobStep[],
  now: string,
): Promise<void> {
  for (const step of steps) {
    await saveJobStatus(tx, jobId, step.to, step.activity, now);
    if (step.tasks) await changeManyTasks(farm, tx, jobId, step, now);
    else await saveOpen(tx, jobId, step.to);
    const job = await getJob(tx.tables, jobId);
    tx.emit(
      'job.changed',
      jobEvent(job, { previous_status: step.from, refresh_tasks: step.tasks !== undefined }),
      jobId,
    );
  }
}

async function changeManyTasks(farm: Farm, tx: Transaction, jobId: string, step: JobStep, now: string): Promise<void> {
  if (!step.tasks) return;
  await changeTasks(tx, jobId, step.tasks, now);
  if (step.tasks.from.includes('active')) {
    const { to, activity } = step.tasks;
    const ended = await endAttemptsOf(tx, jobId, to, activity, now);
    for (const id of ended) noteInTaskLog(farm, tx, { id, job_id: jobId }, activity);
  }
  if (step.tasks.from.includes('completed')) await recountDependencies(tx, jobId);
  await recountSteps(tx, jobId);
  await recountTasks(tx, await getJob(tx.tables, jobId));
}
