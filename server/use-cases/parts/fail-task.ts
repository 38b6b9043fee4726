import type { CompleteFailurePolicy } from '../../contracts/failure-policy.ts';
import type { JobStatus } from '../../contracts/job.ts';
import { decideTaskChange } from '../../domain/decide-task-change.ts';
import { judgeFailure, type Verdict } from '../../domain/failure-policy.ts';
import type { JobStep } from '../../domain/farm-facts.ts';
import type { Transaction } from '../../persistence/database.ts';
import { addFailure, countFailedTasks, findFailedWorkers } from '../../persistence/repositories/failures.repository.ts';
import { getJob } from '../../persistence/repositories/jobs.repository.ts';
import { tallyOf } from '../../persistence/repositories/task-counts.repository.ts';
import { findMembers } from '../../persistence/repositories/worker-tags.repository.ts';
import { findWorkers, taskTypesOf } from '../../persistence/repositories/workers.repository.ts';
import type { TaskRow, WorkerRow } from '../../persistence/tables.ts';
import { applyTaskDecision } from './apply-task-decision.ts';
import type { Farm } from '../../farm/farm.ts';
import { jobFailurePolicy } from './job-failure-policy.ts';
import { returnFailedTasks } from './return-tasks.ts';
import { taskFacts } from './task-facts.ts';
import { noteInTaskLog } from './task-log-notes.ts';
import { addBlock, findBlockedWorkers } from '../../persistence/repositories/blocks.repository.ts';

export interface TaskFailure {
  /** Of a job that is locked. */
  readonly task: TaskRow;
  readonly worker: WorkerRow;
  readonly cause: 'failed' | 'timed-out';
  readonly now: string;
}

/**
 * A worker failed a task, by its own word or by silence: retry elsewhere, block the worker for such tasks, or fail the
 * job. Each verdict is explained in the task's log and history.
 */
export async function failTask(farm: Farm, tx: Transaction, failure: TaskFailure): Promise<void> {
  const { task, worker, now } = failure;
  await addFailure(tx, { task_id: task.id, worker_id: worker.id, job_id: task.job_id, task_type: task.type });
  const policy = jobFailurePolicy(farm, await getJob(tx.tables, task.job_id));
  const verdict = await judge(tx, failure, policy);
  if (verdict.blockWorker) await addBlock(tx, { job_id: task.job_id, worker_id: worker.id, task_type: task.type });
  // Before the task itself changes: one that now fails for good shall not go back to the pool with the others.
  if (verdict.returnFailedTasks)
    await returnFailedTasks(farm, tx, { jobId: task.job_id, worker, taskType: task.type, now });
  const job = await getJob(tx.tables, task.job_id);
  const sentence = verdict.sentences.at(-1) ?? '';
  const decision = decideTaskChange({
    task: taskFacts(task),
    job: { id: job.id, status: job.status as JobStatus },
    tally: await tallyOf(tx.tables, job.id),
    to: verdict.taskStatus,
    reason: sentence,
    by: 'manager',
    failJob: verdict.failJob,
    failJobAtPercent: policy.job_fail_percentage,
  });
  const reported = failure.cause === 'failed' ? task.activity : '';
  const sentences = [...verdict.sentences, ...(verdict.failJob ? [] : endOfJob(decision.job))];
  await applyTaskDecision(farm, tx, {
    task,
    jobStatus: job.status as JobStatus,
    decision,
    activity: reported || sentence,
    // What the worker said stands for the first sentence, which says that it failed.
    reason: reported ? [asSentence(reported), ...sentences.slice(1)].join(' ') : sentences.join(' '),
    worker,
    now,
  });
  for (const line of sentences) noteInTaskLog(farm, tx, task, line);
  tx.afterCommit(() => {
    const ids = { jobId: job.id, taskId: task.id, workerId: worker.id };
    farm.logger.warn(
      { ...ids, to: verdict.taskStatus, blocked: verdict.blockWorker, jobFailed: verdict.failJob },
      'task failed',
    );
  });
}

/** The share of failed tasks may end the job, which the verdict on one task does not know. */
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
  { task, worker, cause }: TaskFailure,
  policy: CompleteFailurePolicy,
): Promise<Verdict> {
  const failedWorkers = await findFailedWorkers(tx.tables, task.id);
  const blocked = await findBlockedWorkers(tx.tables, task.job_id, task.type);
  const out = new Set([...failedWorkers, ...blocked]);
  const { worker_tag_id: tag } = await getJob(tx.tables, task.job_id);
  const members = tag === null ? undefined : new Set(await findMembers(tx.tables, tag));
  const isCapable = (other: WorkerRow) =>
    other.approval === null &&
    !out.has(other.id) &&
    taskTypesOf(other).includes(task.type) &&
    (members?.has(other.id) ?? true);
  return judgeFailure({
    failedBefore: failedWorkers.length,
    failedTasksOfWorker: await countFailedTasks(tx.tables, task.job_id, worker.id, task.type),
    thresholds: {
      softFailures: policy.task_fail_after_softfail_count,
      blocklist: policy.blocklist_threshold,
    },
    capableWorkersLeft: (await findWorkers(tx.tables)).filter(isCapable).length,
    workerName: worker.name,
    taskType: task.type,
    cause,
  });
}
