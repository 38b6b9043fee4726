import type { WorkerActor } from '../contracts/actor.ts';
import type { TaskUpdate } from '../contracts/task.ts';
import { FarmError, notFound } from '../domain/errors.ts';
import type { Transaction } from '../persistence/database.ts';
import { findAttempt } from '../persistence/repositories/attempts.repository.ts';
import { addCompletedSteps, lockJob } from '../persistence/repositories/jobs.repository.ts';
import { getTask, saveTask } from '../persistence/repositories/tasks.repository.ts';
import { getWorker, saveWorker } from '../persistence/repositories/workers.repository.ts';
import { storageError } from '../persistence/storage-error.ts';
import type { AttemptRow, JobRow, TaskRow, WorkerRow } from '../persistence/tables.ts';
import { taskEvent } from './parts/event-payloads.ts';
import type { Farm } from '../farm/farm.ts';
import { finishAttempt } from './parts/finish-attempt.ts';

export interface TaskReport {
  /** The `uuid` that the worker was handed. */
  readonly attemptId: string;
  readonly update: TaskUpdate;
}

/**
 * A worker reports on the task that it is running. Only the current attempt may report: a report from an earlier one is
 * refused and changes nothing, so each frame has one winner. Repeating the final report is harmless.
 * @throws FarmError not-found, not-yours, bad-request
 */
export async function reportTask(farm: Farm, by: WorkerActor, report: TaskReport): Promise<void> {
  const { update } = report;
  if (update.taskStatus === 'soft-failed') {
    throw new FarmError('bad-request', {
      message: 'taskStatus: workers report failed; the manager decides whether that is soft-failed',
    });
  }
  let logged: Promise<void> = Promise.resolve();
  await farm.database.transaction(
    async (tx) => {
      const { attempt, worker } = await findOwnAttempt(tx, by, report.attemptId);
      await saveWorker(tx, worker.id, { last_seen_at: tx.now });
      const job = await lockJob(tx, attempt.job_id);
      const task = await getTask(tx.tables, attempt.task_id);
      // `attempt` was read before the lock and may be out of date; the task was not. An active task's attempt is
      // running.
      if (task.attempt_id !== attempt.id || task.status !== 'active') {
        if (isRepeat(attempt, task, update)) return;
        throw notYours(attempt, task);
      }
      tx.afterCommit(() => {
        if (update.log) logged = appendLog(farm, task, update.log, attempt.log_start);
      });
      const now = await applyProgress(tx, { task, job }, update);
      if (update.taskStatus !== undefined && update.taskStatus !== task.status) {
        const run = { id: attempt.id, number: attempt.number, stepsBefore: task.steps_completed };
        await finishAttempt(farm, tx, { ...now, worker, run, to: update.taskStatus });
      } else if (now.task.steps_completed !== task.steps_completed) {
        const rest = { previous_steps: task.steps_completed, attempt: { id: attempt.id, number: attempt.number } };
        tx.emit('task.changed', taskEvent({ ...now, worker }, rest), job.id);
      }
    },
    { by },
  );
  await logged;
}

/** If the disk is full the worker is told to try again: repeating what is stored already is harmless. */
async function appendLog(farm: Farm, task: TaskRow, text: string, runStart: number): Promise<void> {
  try {
    await farm.taskLogs.append(task.job_id, task.id, text, runStart);
  } catch (error) {
    throw storageError(error);
  }
}

async function findOwnAttempt(
  tx: Transaction,
  by: WorkerActor,
  attemptId: string,
): Promise<{ attempt: AttemptRow; worker: WorkerRow }> {
  const attempt = await findAttempt(tx.tables, attemptId);
  if (!attempt) throw notFound('task', attemptId);
  if (attempt.worker_id !== by.id) {
    throw new FarmError('not-yours', {
      message: `task ${attempt.task_id} is assigned to another worker; this report is dropped`,
    });
  }
  return { attempt, worker: await getWorker(tx.tables, by.id) };
}

/** Whether this is the attempt's final report once more: the worker did not get our answer and repeats it. */
function isRepeat(attempt: AttemptRow, task: TaskRow, update: TaskUpdate): boolean {
  if (task.attempt_id !== attempt.id || update.taskStatus === undefined) return false;
  const ended = attempt.outcome ?? task.status;
  const outcome = ended === 'soft-failed' ? 'failed' : ended;
  return update.taskStatus === outcome && (outcome === 'completed' || outcome === 'failed');
}

function notYours(attempt: AttemptRow, task: TaskRow): FarmError {
  const state = task.attempt_id === attempt.id ? `it is ${task.status} now` : 'it was handed to a worker again';
  return new FarmError('not-yours', {
    message: `task ${task.id} is no longer yours: ${state}`,
    details: { taskId: task.id, attemptId: attempt.id, workerId: attempt.worker_id },
  });
}

/** Stores activity, steps and the sign of life. Steps are capped at the total; they may also go down. */
async function applyProgress(
  tx: Transaction,
  { task, job }: { task: TaskRow; job: JobRow },
  update: TaskUpdate,
): Promise<{ task: TaskRow; job: JobRow }> {
  const steps =
    update.steps_completed === undefined ? task.steps_completed : Math.min(update.steps_completed, task.steps_total);
  const change = {
    last_touched_at: tx.now,
    updated_at: tx.now,
    activity: update.activity ?? task.activity,
    steps_completed: steps,
  };
  await saveTask(tx, task.id, change);
  const touched = { ...task, ...change };
  const difference = steps - task.steps_completed;
  if (difference === 0) return { task: touched, job };
  await addCompletedSteps(tx, job.id, difference);
  return { task: touched, job: { ...job, steps_completed: job.steps_completed + difference, updated_at: tx.now } };
}
