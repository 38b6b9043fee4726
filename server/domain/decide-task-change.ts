import type { TaskStatus } from '../contracts/task.ts';
import { FarmError } from './errors.ts';
import { FAIL_JOB_AT_PERCENT } from './failure-limits.ts';
import type { Decision, JobFacts, TaskFacts, TaskTally } from './farm-facts.ts';
import { isEndedJob, isRunnableJob } from './job-state.ts';
import { requeueDependents } from './requeue-dependents.ts';
import { rippleToJob } from './ripple-to-job.ts';
import { isInPool, possibleTaskChanges, stepsAfter, taskMove, type ChangedBy } from './task-state.ts';
import { afterOne } from './task-tally.ts';

export interface TaskChange {
  readonly task: TaskFacts;
  readonly job: JobFacts;
  /** Tasks of the job, counted before the change. */
  readonly tally: TaskTally;
  readonly to: TaskStatus;
  /** Why, in plain words; becomes part of `activity` texts. */
  readonly reason: string;
  readonly by: ChangedBy;
  /** The failure policy found that no capable worker is left: the job fails with the task, regardless of its tally. */
  readonly failJob?: boolean;
  /** Share of failed tasks, in whole percent, at which this job fails; absent = the farm's limit, 0 = no limit. */
  readonly failJobAtPercent?: number;
}

/**
 * What changing one task leads to: its new status, changes to the tasks that depend on it, and the job's steps. The
 * decision holds no task and no steps when the task already has that status.
 * @throws FarmError `impossible-change` for people and the manager's rules, `not-yours` for workers
 */
export function decideTaskChange(change: TaskChange): Decision {
  const { task, job, to, by } = change;
  const move = taskMove(by, task.status, to);
  if (move === 'nothing') return { job: [] };
  if (move === 'refused') throw refusal(change);
  if (by === 'person' && isBusy(job)) throw busy(job);
  if (to === 'active' && !isRunnableJob(job.status)) throw refusal(change);
  // Only a person can revive a job that has ended; a task put back in its queue would wait forever.
  if (by !== 'person' && isInPool(to) && isEndedJob(job.status)) throw refusal(change);

  const after = afterOne(change.tally, task.status, to);
  const dependents = by === 'person' && to === 'queued' ? requeueDependents(task, job, change.reason) : undefined;
  const revive = by === 'person' && to === 'queued' && isEndedJob(job.status);
  return {
    task: { to, steps: stepsAfter(to) },
    ...(dependents === undefined ? {} : { dependents }),
    job: rippleToJob({
      job,
      after,
      to,
      reason: change.reason,
      revive,
      failJob: change.failJob ?? false,
      failJobAtPercent: change.failJobAtPercent ?? FAIL_JOB_AT_PERCENT,
    }),
  };
}

/** The manager passes through these statuses on its own; people wait until it is done. */
function isBusy(job: JobFacts): boolean {
  return job.status === 'cancel-requested' || job.status === 'requeueing' || job.status === 'under-construction';
}

function busy(job: JobFacts): FarmError {
  return new FarmError('impossible-change', {
    message: `job ${job.id} is ${job.status}; its tasks cannot be changed now`,
    userMessage: `The job is "${job.status}". Wait a moment, then try again.`,
    details: { jobId: job.id, jobStatus: job.status },
  });
}

function refusal({ task, job, to, by }: TaskChange): FarmError {
  const details = { taskId: task.id, jobId: job.id, from: task.status, to, by, jobStatus: job.status };
  const message = `task ${task.id} is ${task.status} (job ${job.status}) and cannot be set to ${to} by a ${by}`;
  if (by === 'worker') {
    return new FarmError('not-yours', {
      message,
      userMessage: `The task is "${task.status}" and no longer yours.`,
      details,
    });
  }
  const possible = possibleTaskChanges(by, task.status);
  const userMessage = `A task that is "${task.status}" cannot be set to "${to}". Possible now: ${possible.join(', ')}.`;
  return new FarmError('impossible-change', { message, userMessage, details });
}
