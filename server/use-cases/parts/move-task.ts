import { decideTaskChange, type TaskChange } from '../../domain/decide-task-change.ts';
import type { Decision, JobStep, TaskTally } from '../../domain/farm-facts.ts';
import { mayBeHandedOut } from '../../domain/task-state.ts';
import { afterOne } from '../../domain/task-tally.ts';
import type { Farm } from '../../farm/farm.ts';
import type { Transaction } from '../../persistence/database.ts';
import { endAttempt } from '../../persistence/repositories/attempts.repository.ts';
import {
  changeDependents,
  recountDependencies,
  shiftDependents,
} from '../../persistence/repositories/dependencies.repository.ts';
import { addCompletedSteps, getJob, recountSteps } from '../../persistence/repositories/jobs.repository.ts';
import { countMove, recountTasks, tallyOf } from '../../persistence/repositories/task-counts.repository.ts';
import { workerOf } from '../../persistence/repositories/workers.repository.ts';
import { moveTaskRow } from '../../persistence/repositories/tasks.repository.ts';
import type { JobRow, TaskRow } from '../../persistence/tables.ts';
import { applyJobSteps } from './apply-job-steps.ts';
import { jobEvent, taskEvent } from './event-payloads.ts';

export interface TaskMove extends Pick<TaskChange, 'to' | 'reason' | 'failJob' | 'failJobAtPercent'> {
  readonly task: TaskRow;
  /** The task's job, locked. */
  readonly job: JobRow;
  /** Whose rules the move is judged by; see `domain/task-state.ts`. */
  readonly rules: TaskChange['by'];
  /** The task's new `activity`; `reason` when absent. */
  readonly activity?: string;
  /** Why the running attempt ended, for the history of attempts, given the job's steps. `reason` when absent. */
  readonly ending?: (steps: readonly JobStep[]) => string | null;
  readonly worker?: { readonly id: string; readonly name: string };
  /** The run that begins or ends, if the caller has it. */
  readonly run?: TaskRun;
  /** Other columns that change together with the status. */
  readonly columns?: Partial<TaskRow>;
}

/** One run of a task by a worker, and what the report that ends it has already changed. */
export interface TaskRun {
  readonly id: string;
  readonly number: number;
  /** How many steps of the task were completed before the report. */
  readonly stepsBefore?: number;
}

export interface MovedTask {
  /** The task as it is now. */
  readonly task: TaskRow;
  /** What the job went through because of it. */
  readonly jobSteps: readonly JobStep[];
}

/**
 * Moves one task to another status: asks the rules, then stores the task, its dependents, its job, all counters and the
 * events. Resolves to undefined when there is nothing to do, or when another manager on the same database was faster.
 * @throws FarmError impossible-change, not-yours
 */
export async function moveTask(farm: Farm, tx: Transaction, move: TaskMove): Promise<MovedTask | undefined> {
  const { task, job } = move;
  const tally = await tallyOf(tx.tables, job.id);
  const decision = decideTaskChange({
    task: { id: task.id, status: task.status, stepsCompleted: task.steps_completed, stepsTotal: task.steps_total },
    job: { id: job.id, status: job.status },
    tally,
    to: move.to,
    reason: move.reason,
    by: move.rules,
    failJob: move.failJob,
    failJobAtPercent: move.failJobAtPercent,
  });
  if (!decision.task) return undefined;
  const moved = await storeTask(tx, move, decision.task);
  if (!moved) return undefined;
  const reason = (move.ending ? move.ending(decision.job) : move.reason) ?? undefined;
  if (task.status === 'active' && task.attempt_id !== null)
    await endAttempt(tx, task.attempt_id, moved.status, reason ?? null);
  if ((task.status === 'completed') !== (moved.status === 'completed')) await tellDependents(tx, moved, job);
  const after = (await requeueDependents(tx, task, decision)) ?? afterOne(tally, task.status, moved.status);
  await tellOfTask(tx, move, moved, { tally: after, reason });
  await applyJobSteps(farm, tx, job.id, { steps: decision.job, tally: after });
  return { task: moved, jobSteps: decision.job };
}

async function tellOfTask(
  tx: Transaction,
  move: TaskMove,
  moved: TaskRow,
  { tally, reason }: { readonly tally: TaskTally; readonly reason: string | undefined },
): Promise<void> {
  const { task, run } = move;
  const difference = moved.steps_completed - task.steps_completed;
  const job =
    difference === 0
      ? move.job
      : { ...move.job, steps_completed: move.job.steps_completed + difference, updated_at: tx.now };
  const worker = move.worker ?? (await workerOf(tx.tables, moved));
  const stepsBefore = run?.stepsBefore ?? task.steps_completed;
  const attempt = run ? { id: run.id, number: run.number } : moved.attempt_id && { id: moved.attempt_id };
  const event = taskEvent(
    { task: moved, job, worker, tally },
    {
      previous_status: task.status,
      ...(stepsBefore === moved.steps_completed ? {} : { previous_steps: stepsBefore }),
      ...(reason === undefined ? {} : { reason }),
      ...(attempt && { attempt }),
    },
  );
  tx.emit('task.changed', event, job.id);
}

/** Stores the task itself and counts its move. Resolves to undefined when the task has changed since the decision. */
async function storeTask(
  tx: Transaction,
  { task, job, columns, activity, reason, to }: TaskMove,
  decided: NonNullable<Decision['task']>,
): Promise<TaskRow | undefined> {
  const steps = { zero: 0, full: task.steps_total, keep: task.steps_completed }[decided.steps];
  const runnable = mayBeHandedOut(to, task.unfinished_dependencies) ? 1 : 0;
  const change = {
    ...columns,
    status: to,
    activity: activity ?? reason,
    steps_completed: steps,
    runnable,
    updated_at: tx.now,
  };
  if (!(await moveTaskRow(tx, task, change))) return undefined;
  if (steps !== task.steps_completed) await addCompletedSteps(tx, job.id, steps - task.steps_completed);
  const move = { jobId: job.id, taskType: task.type, from: task.status, to, runnable: runnable - task.runnable };
  await countMove(tx, move, job);
  return { ...task, ...change };
}

async function tellDependents(tx: Transaction, task: TaskRow, job: JobRow): Promise<void> {
  for (const dependent of await shiftDependents(tx, task.id, task.status === 'completed' ? -1 : 1)) {
    const { type: taskType, status, runnable } = dependent;
    await countMove(tx, { jobId: job.id, taskType, from: status, to: status, runnable }, job);
  }
}

/**
 * Many tasks may change here, so all of the job's counters are recounted and pages are told to fetch its tasks again.
 * Resolves to the job's tasks per status, undefined when no other task changed.
 */
async function requeueDependents(
  tx: Transaction,
  task: TaskRow,
  { dependents }: Decision,
): Promise<TaskTally | undefined> {
  if (!dependents || (await changeDependents(tx, task.id, dependents)) === 0) return undefined;
  await recountDependencies(tx, task.job_id);
  await recountSteps(tx, task.job_id);
  const job = await getJob(tx.tables, task.job_id);
  const tally = await recountTasks(tx, job);
  tx.emit('job.changed', jobEvent(job, tally, { changed: ['tasks'] }), job.id);
  return tally;
}
