import type { JobStep, MassTaskChange, TaskTally } from '../../domain/farm-facts.ts';
import type { Farm } from '../../farm/farm.ts';
import type { Transaction } from '../../persistence/database.ts';
import { endAttemptsOf } from '../../persistence/repositories/attempts.repository.ts';
import { recountDependencies } from '../../persistence/repositories/dependencies.repository.ts';
import { getJob, recountSteps, saveJobStatus } from '../../persistence/repositories/jobs.repository.ts';
import { recountTasks, saveOpen } from '../../persistence/repositories/task-counts.repository.ts';
import { changeTasks } from '../../persistence/repositories/tasks.repository.ts';
import { jobEvent } from './event-payloads.ts';
import { tellWaitingJobs } from './waiting-jobs.ts';
import { noteInTaskLog } from './task-log-notes.ts';

/**
 * Stores what the rules decided for a job: for each step the status, the mass change of tasks, and an event. Tasks that
 * were running get a line about it in their log. `tally`: the job's tasks per status before the steps.
 */
export async function applyJobSteps(
  farm: Farm,
  tx: Transaction,
  jobId: string,
  { steps, tally }: { readonly steps: readonly JobStep[]; readonly tally: TaskTally },
): Promise<void> {
  let tasks = tally;
  for (const step of steps) {
    await saveJobStatus(tx, jobId, step.to, step.activity);
    if (step.tasks) await changeManyTasks(farm, tx, jobId, step.tasks);
    const job = await getJob(tx.tables, jobId);
    if (step.tasks) tasks = await recountTasks(tx, job);
    else await saveOpen(tx, job);
    const changed = step.tasks ? ['status', 'activity', 'tasks'] : ['status', 'activity'];
    tx.emit('job.changed', jobEvent(job, tasks, { previous_status: step.from, changed }), jobId);
    await tellWaitingJobs(tx, job, step.from);
  }
}

async function changeManyTasks(farm: Farm, tx: Transaction, jobId: string, change: MassTaskChange): Promise<void> {
  await changeTasks(tx, jobId, change);
  if (change.from.includes('active')) {
    const ended = await endAttemptsOf(tx, jobId, change.to, change.activity);
    for (const id of ended) noteInTaskLog(farm, tx, { id, job_id: jobId }, change.activity);
  }
  if (change.from.includes('completed')) await recountDependencies(tx, jobId);
  await recountSteps(tx, jobId);
}
