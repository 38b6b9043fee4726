import type { JobStatus } from '../contracts/job.ts';
import { enterJobStatus } from './enter-job-status.ts';
import { FarmError } from './errors.ts';
import type { Decision, JobFacts, TaskTally } from './farm-facts.ts';
import { jobMove, possibleJobRequests } from './job-state.ts';

export interface JobChange {
  readonly job: JobFacts;
  /** Counted before the change. */
  readonly tally: TaskTally;
  readonly to: JobStatus;
  /** Why, in plain words; becomes part of the job's `activity` and that of its tasks. */
  readonly reason: string;
  /** The manager may make changes that people may not; `person` when absent. */
  readonly by?: 'person' | 'manager';
}

/**
 * What a requested job status leads to: the step itself and the steps that follow automatically, each with its mass
 * change of tasks. There are no steps when the job already has that status. A mass change to `queued` resets the tasks'
 * steps to zero; a mass change away from `active` ends their attempts.
 * @throws FarmError `impossible-change`, saying what may be asked for instead
 */
export function decideJobChange(change: JobChange): Decision {
  const { job, to } = change;
  const move = jobMove(job.status, to);
  switch (move) {
    case 'nothing':
      return { job: [] };
    case 'refused':
      throw impossible(job, to);
    case 'automatic':
      if (change.by !== 'manager') throw impossible(job, to);
      return { job: enterJobStatus(job.status, to, change.tally, change.reason) };
    case 'allowed':
      return { job: enterJobStatus(job.status, to, change.tally, change.reason) };
    default:
      return move satisfies never;
  }
}

/** For statuses that only the manager sets: what to ask for instead to get there. */
const ASK_INSTEAD: Partial<Record<JobStatus, JobStatus>> = {
  canceled: 'cancel-requested',
  paused: 'pause-requested',
  queued: 'requeueing',
};

function impossible(job: JobFacts, to: JobStatus): FarmError {
  const possible = possibleJobRequests(job.status);
  const instead = ASK_INSTEAD[to];
  const hint =
    instead !== undefined && possible.includes(instead)
      ? `Ask for "${instead}" instead.`
      : possible.length === 0
        ? 'Wait a moment: the manager is still changing it.'
        : `Possible now: ${possible.join(', ')}.`;
  return new FarmError('impossible-change', {
    message: `job ${job.id} is ${job.status} and cannot be set to ${to}`,
    userMessage: `A job that is "${job.status}" cannot be set to "${to}". ${hint}`,
    details: { jobId: job.id, from: job.status, to, possible },
  });
}
