import type { JobStatus } from '../contracts/job.ts';
import { TASK_STATUSES, type TaskStatus } from '../contracts/task.ts';
import type { JobStep, MassTaskChange, TaskTally } from './farm-facts.ts';
import { RUNNABLE_OR_RUNNING, afterMassChange, outcomeOf } from './task-tally.ts';

/**
 * The step into a job status and all the steps that follow automatically. The caller checks whether the first step is
 * allowed. `tally` is counted before the step; `reason` ends up in the `activity` texts.
 * The chain always ends, because each status only leads to one that is closer to an end.
 */
export function enterJobStatus(from: JobStatus, to: JobStatus, tally: TaskTally, reason: string): JobStep[] {
  const tasks = massChange(from, to, reason);
  const after = tasks === undefined ? tally : afterMassChange(tally, tasks);
  const step: JobStep = {
    from,
    to,
    activity: because(ACTIVITY[to], reason),
    ...(tasks === undefined ? {} : { tasks }),
  };
  const next = followingStatus(to, after);
  return next === null ? [step] : [step, ...enterJobStatus(to, next, after, reason)];
}

/** The job status that follows immediately; `null` when the job stays in this one. */
export function followingStatus(status: JobStatus, tally: TaskTally): JobStatus | null {
  switch (status) {
    case 'cancel-requested':
      return 'canceled';
    case 'pause-requested':
      return tally.active === 0 ? 'paused' : null;
    case 'requeueing':
      return 'queued';
    case 'queued':
      return outcomeOf(tally) ?? (tally.active > 0 ? 'active' : null);
    case 'active':
    case 'canceled':
    case 'completed':
    case 'failed':
    case 'paused':
    case 'under-construction':
      return null;
    default:
      return status satisfies never;
  }
}

/** How entering a status changes the job's tasks; `undefined` when it does not. */
function massChange(from: JobStatus, to: JobStatus, reason: string): MassTaskChange | undefined {
  switch (to) {
    case 'cancel-requested':
      return { from: RUNNABLE_OR_RUNNING, to: 'canceled', activity: because('Canceled with its job', reason) };
    case 'failed':
      return {
        from: RUNNABLE_OR_RUNNING,
        to: 'canceled',
        activity: because('Canceled because the job failed', reason),
      };
    case 'pause-requested':
      return { from: ['queued', 'soft-failed'], to: 'paused', activity: because('Paused with its job', reason) };
    case 'requeueing':
      return { from: requeuedFrom(from), to: 'queued', activity: because('Re-queued with its job', reason) };
    case 'queued':
      // Unlike Flamenco 3, where a job released straight to `queued` keeps paused tasks that nothing ever wakes.
      if (from !== 'paused' && from !== 'pause-requested') return undefined;
      return { from: ['paused'], to: 'queued', activity: because('Released with its job', reason) };
    case 'active':
    case 'canceled':
    case 'completed':
    case 'paused':
    case 'under-construction':
      return undefined;
    default:
      return to satisfies never;
  }
}

function requeuedFrom(from: JobStatus): readonly TaskStatus[] {
  if (from === 'completed') return TASK_STATUSES.filter((status) => status !== 'queued');
  return ['canceled', 'failed', 'paused', 'soft-failed'];
}

const ACTIVITY: Readonly<Record<JobStatus, string>> = {
  active: 'Running',
  canceled: 'Canceled',
  completed: 'Completed',
  failed: 'Failed',
  paused: 'Paused',
  'pause-requested': 'Pausing, running tasks may finish',
  queued: 'Queued',
  'cancel-requested': 'Canceling',
  requeueing: 'Re-queueing',
  'under-construction': 'Under construction',
};

function because(what: string, reason: string): string {
  return reason.trim() === '' ? what : `${what}: ${reason.trim()}`;
}
