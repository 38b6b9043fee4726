import type { JobStatus } from '../../contracts/job.ts';
import type { TaskStatus } from '../../contracts/task.ts';
import type { Decision } from '../../domain/farm-facts.ts';
import type { Transaction } from '../../persistence/database.ts';
import { endAttempt } from '../../persistence/repositories/attempts.repository.ts';
import {
  changeDependents,
  recountDependencies,
  shiftDependents,
} from '../../persistence/repositories/dependencies.repository.ts';
import { addCompletedSteps, getJob, recountSteps } from '../../persistence/repositories/jobs.repository.ts';
import { countMove, recountTasks } from '../../persistence/repositories/task-counts.repository.ts';
import { runnableFlag, saveTask } from '../../persistence/repositories/tasks.repository.ts';
import type { TaskRow } from '../../persistence/tables.ts';
import { applyJobSteps } from './apply-job-steps.ts';
import { jobEvent, taskEvent } from './event-payloads.ts';
import type { Farm } from '../../farm/farm.ts';

export interface TaskChange {
  readonly task: TaskRow;
  readonly jobStatus: JobStatus;
  readonly decision: Decision;
  /** The task's new `activity`. */
  readonly activity: string;
  /** Why, for the history of attempts. */
  readonly reason: string | null;
  readonly worker: { id: string; name: string } | undefined;
  readonly now: string;
}

/** Stores what the rules decided for one task and its job, with all counters and events. Resolves to the task as it is now. */
export async function applyTaskDecision(farm: Farm, tx: Transaction, change: TaskChange): Promise<TaskRow> {
  const { task, decision, now } = change;
  const from = task.status as TaskStatus;
  const to = decision.task?.to ?? from;
  const steps = { zero: 0, full: task.steps_total, keep: task.steps_completed }[decision.task?.steps ?? 'keep'];
  const runnable = runnableFlag(to, task.unfinished_dependencies);
  const changed: TaskRow = {
    ...task,
    status: to,
    activity: change.activity,
    steps_completed: steps,
    runnable,
    updated_at: now,
  };
  await saveTask(tx, task.id, {
    status: to,
    activity: change.activity,
    steps_completed: steps,
    runnable,
    updated_at: now,
  });
  if (steps !== task.steps_completed) await addCompletedSteps(tx, task.job_id, steps - task.steps_completed, now);
  await countMove(
    tx,
    { jobId: task.job_id, taskType: task.type, from, to, runnable: runnable - task.runnable },
    change.jobStatus,
  );
  if (from === 'active' && to !== 'active' && task.attempt_id)
    await endAttempt(tx, task.attempt_id, to, change.reason, now);
  if ((from === 'completed') !== (to === 'completed')) await tellDependents(tx, change, to);
  if (decision.dependents) await requeueDependents(tx, change);
  tx.emit('task.changed', taskEvent(changed, change.worker, from), task.job_id);
  await applyJobSteps(farm, tx, task.job_id, decision.job, now);
  return changed;
}

async function tellDependents(tx: Transaction, change: TaskChange, to: TaskStatus): Promise<void> {
  const dependents = await shiftDependents(tx, change.task.id, to === 'completed' ? -1 : 1);
  for (const dependent of dependents) {
    const move = { jobId: change.task.job_id, taskType: dependent.type, from: dependent.status, to: dependent.status };
    await countMove(tx, { ...move, runnable: dependent.runnable }, change.jobStatus);
  }
}

/** Many tasks may change here, so all counters of the job are made anew and pages are told to fetch its tasks again. */
async function requeueDependents(tx: Transaction, { task, decision, now }: TaskChange): Promise<void> {
  if (!decision.dependents) return;
  const changed = await changeDependents(tx, task.id, decision.dependents, now);
  if (changed === 0) return;
  await recountDependencies(tx, task.job_id);
  await recountSteps(tx, task.job_id);
  await recountTasks(tx, await getJob(tx.tables, task.job_id));
  tx.emit('job.changed', jobEvent(await getJob(tx.tables, task.job_id), { refresh_tasks: true }), task.job_id);
}
