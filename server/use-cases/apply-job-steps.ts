import type { JobStep } from '../domain/farm-facts.ts';
import type { Transaction } from '../persistence/database.ts';
import { endAttemptsOf } from '../persistence/repositories/attempts.repository.ts';
import { recountDependencies } from '../persistence/repositories/dependencies.repository.ts';
import { getJob, recountSteps, saveJobStatus } from '../persistence/repositories/jobs.repository.ts';
import { recountTasks, saveOpen } from '../persistence/repositories/task-counts.repository.ts';
import { changeTasks } from '../persistence/repositories/tasks.repository.ts';
import { jobEvent } from './event-payloads.ts';

/** Does what the rules decided for a job: each step's status, its mass change of tasks, and its event. */
export async function applyJobSteps(
  tx: Transaction,
  jobId: string,
  steps: readonly JobStep[],
  now: string,
): Promise<void> {
  for (const step of steps) {
    await saveJobStatus(tx, jobId, step.to, step.activity, now);
    if (step.tasks) await changeManyTasks(tx, jobId, step, now);
    else await saveOpen(tx, jobId, step.to);
    const job = await getJob(tx.tables, jobId);
    tx.emit(
      'job.changed',
      jobEvent(job, { previous_status: step.from, refresh_tasks: step.tasks !== undefined }),
      jobId,
    );
  }
}

async function changeManyTasks(tx: Transaction, jobId: string, step: JobStep, now: string): Promise<void> {
  if (!step.tasks) return;
  await changeTasks(tx, jobId, step.tasks, now);
  if (step.tasks.from.includes('active')) await endAttemptsOf(tx, jobId, step.tasks.to, step.tasks.activity, now);
  if (step.tasks.from.includes('completed')) await recountDependencies(tx, jobId);
  await recountSteps(tx, jobId);
  await recountTasks(tx, await getJob(tx.tables, jobId));
}
