import type { CompleteFailurePolicy } from '../../contracts/failure-policy.ts';
import { judgeFailure, type Verdict } from '../../domain/failure-policy.ts';
import type { JobStep } from '../../domain/farm-facts.ts';
import type { Farm } from '../../farm/farm.ts';
import type { Transaction } from '../../persistence/database.ts';
import { addBlock } from '../../persistence/repositories/blocks.repository.ts';
import {
  addFailure,
  countFailedTasks,
  countFailedWorkers,
} from '../../persistence/repositories/failures.repository.ts';
import { getJob } from '../../persistence/repositories/jobs.repository.ts';
import { tallyOf } from '../../persistence/repositories/task-counts.repository.ts';
import { countCapableWorkers } from '../../persistence/repositories/workers.repository.ts';
import type { JobRow, TaskRow, WorkerRow } from '../../persistence/tables.ts';
import { jobEvent } from './event-payloads.ts';
import { jobFailurePolicy } from './job-failure-policy.ts';
import { moveTask, type TaskRun } from './move-task.ts';
import { returnFailedTasks } from './return-tasks.ts';
import { noteInTaskLog } from './task-log-notes.ts';

export interface TaskFailure {
  readonly task: TaskRow;
  /** The task's job, locked. */
  readonly job: JobRow;
  readonly worker: WorkerRow;
  readonly cause: 'failed' | 'timed-out';
  /** The run that failed, if the caller has it. */
  readonly run?: TaskRun;
}

/**
 * A worker failed a task, by its own report or by its silence. The task is retried elsewhere or fails; the worker may
 * be blocked for such tasks, and the job may fail. The verdict is explained in the task's log and history.
 */
export async function failTask(farm: Farm, tx: Transaction, failure: TaskFailure): Promise<void> {
  const { task, worker } = failure;
  await addFailure(tx, { task_id: task.id, worker_id: worker.id, job_id: task.job_id, task_type: task.type });
  const policy = jobFailurePolicy(farm, failure.job);
  const verdict = await judge(tx, failure, policy);
  if (verdict.blockWorker) {
    await addBlock(tx, { job_id: task.job_id, worker_id: worker.id, task_type: task.type });
    tx.emit(
      'job.changed',
      jobEvent(failure.job, await tallyOf(tx.tables, task.job_id), { changed: ['blocks'] }),
      task.job_id,
    );
  }
  // Before the task itself changes: if it fails for good now, it must not go back to the pool with the others.
  if (verdict.returnFailedTasks) await returnFailedTasks(farm, tx, { job: failure.job, worker, taskType: task.type });
  // The returned tasks may have changed the job.
  const job = verdict.returnFailedTasks ? await getJob(tx.tables, task.job_id) : failure.job;
  const reported = failure.cause === 'failed' ? task.activity : '';
  const sentence = verdict.sentences.at(-1) ?? '';
  const explained = (steps: readonly JobStep[]) => [...verdict.sentences, ...(verdict.failJob ? [] : endOfJob(steps))];
  const moved = await moveTask(farm, tx, {
    task,
    job,
    to: verdict.taskStatus,
    rules: 'manager',
    reason: sentence,
    failJob: verdict.failJob,
    failJobAtPercent: policy.job_fail_percentage,
    activity: reported || sentence,
    // What the worker reported replaces the first sentence, which merely says that it failed.
    ending: (steps) => (reported ? [asSentence(reported), ...explained(steps).slice(1)] : explained(steps)).join(' '),
    worker,
    ...(failure.run && { run: failure.run }),
  });
  for (const line of explained(moved?.jobSteps ?? [])) noteInTaskLog(farm, tx, task, line);
  tx.afterCommit(() => {
    const ids = { jobId: job.id, taskId: task.id, workerId: worker.id };
    farm.logger.warn(
      { ...ids, to: verdict.taskStatus, blocked: verdict.blockWorker, jobFailed: verdict.failJob },
      'task failed',
    );
  });
}

/** The share of failed tasks may end the job, which the verdict on a single task cannot know. */
function endOfJob(steps: readonly JobStep[]): string[] {
  return steps
    .filter((step) => step.to === 'failed')
    .map((step) => `The job ends with this task. ${asSentence(step.activity)}`);
}

function asSentence(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`;
}

async function judge(
  tx: Transaction,
  { task, job, worker, cause }: TaskFailure,
  policy: CompleteFailurePolicy,
): Promise<Verdict> {
  return judgeFailure({
    failedBefore: await countFailedWorkers(tx.tables, task.id),
    failedTasksOfWorker: await countFailedTasks(tx.tables, task.job_id, worker.id, task.type),
    thresholds: {
      softFailures: policy.task_fail_after_softfail_count,
      blocklist: policy.blocklist_threshold,
    },
    capableWorkersLeft: await countCapableWorkers(tx.tables, {
      taskId: task.id,
      jobId: job.id,
      taskType: task.type,
      tagId: job.worker_tag_id,
    }),
    workerName: worker.name,
    taskType: task.type,
    cause,
  });
}
