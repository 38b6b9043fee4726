import type { JobStatus } from '../contracts/job.ts';
import type { TaskStatus } from '../contracts/task.ts';
import { enterJobStatus } from './enter-job-status.ts';
import type { JobFacts, JobStep, TaskTally } from './farm-facts.ts';
import { isEndedJob } from './job-state.ts';
import { outcomeOf, totalOf, unfinished } from './task-tally.ts';

export interface Ripple {
  readonly job: JobFacts;
  /** Tasks of the job, counted after the task's change. */
  readonly after: TaskTally;
  readonly to: TaskStatus;
  readonly reason: string;
  /** A person re-queued a task of an ended job. */
  readonly revive: boolean;
  readonly failJob: boolean;
  /**
   * Share of failed tasks, in whole percent rounded down, at which the job fails; 0 = only when all its tasks have
   * ended.
   */
  readonly failJobAtPercent: number;
}

interface Target {
  readonly to: JobStatus;
  readonly reason: string;
}

/** What the change of one task does to its job. */
export function rippleToJob(ripple: Ripple): JobStep[] {
  const target = targetOf(ripple);
  if (target === null || target.to === ripple.job.status) return [];
  return enterJobStatus(ripple.job.status, target.to, ripple.after, target.reason);
}

function targetOf(ripple: Ripple): Target | null {
  const { job, after, to } = ripple;
  if (ripple.revive) return { to: 'queued', reason: ripple.reason };
  // Jobs in these statuses continue by themselves.
  if (job.status === 'cancel-requested' || job.status === 'requeueing' || job.status === 'under-construction')
    return null;
  if (to === 'completed' && after.completed === totalOf(after))
    return { to: 'completed', reason: 'all tasks are completed' };
  // Only a person's request revives a job that has ended; unlike in Flamenco 3, a late failure does not.
  if (isEndedJob(job.status)) return null;
  return ended(ripple) ?? paused(ripple) ?? started(ripple);
}

function ended({ after, to, reason, failJob, failJobAtPercent }: Ripple): Target | null {
  if (failJob) return { to: 'failed', reason };
  if (to === 'failed' && failJobAtPercent > 0) {
    const percent = Math.floor((100 * after.failed) / totalOf(after));
    if (percent >= failJobAtPercent) return { to: 'failed', reason: failedShare(after) };
  }
  // Unlike in Flamenco 3, paused tasks count as left: canceling the last running task of a pausing job does not cancel
  // the job.
  if (to === 'canceled' && unfinished(after) === 0) return { to: 'canceled', reason: 'no task is left to run' };
  const outcome = outcomeOf(after);
  switch (outcome) {
    case null:
      return null;
    case 'failed':
      return { to: 'failed', reason: `all tasks have ended, ${failedShare(after)}` };
    case 'canceled':
      return { to: 'canceled', reason: `all tasks have ended, ${after.canceled} of ${totalOf(after)} canceled` };
    case 'completed':
      return { to: 'completed', reason: 'all tasks are completed' };
    default:
      return outcome satisfies never;
  }
}

function paused({ job, after }: Ripple): Target | null {
  return job.status === 'pause-requested' && after.active === 0
    ? { to: 'paused', reason: 'no task is running any more' }
    : null;
}

/**
 * A queued job becomes active once work is done on it. Unlike in Flamenco 3, jobs in no other status do, least of all
 * pausing or paused ones.
 */
function started({ job, to }: Ripple): Target | null {
  const worked = to === 'active' || to === 'soft-failed' || to === 'failed' || to === 'completed';
  return job.status === 'queued' && worked ? { to: 'active', reason: '' } : null;
}

function failedShare(tally: TaskTally): string {
  return `${tally.failed} of ${totalOf(tally)} tasks failed`;
}
