import type { JobStatus } from '../../../contracts/job.ts';
import type { JobDetail } from '../../../contracts/web/job-rows.ts';
import { possibleJobRequests } from '../../../domain/job-state.ts';

/** The status that a person asks for with each button. */
export const JOB_STATUS_OF_ACTION = {
  cancel: 'cancel-requested',
  pause: 'pause-requested',
  requeue: 'requeueing',
} as const satisfies Record<JobDetail['actions'][number], JobStatus>;

/** What a person may do with a job of this status; asks the same table as the use case that does it. */
export function jobActions(status: JobStatus): JobDetail['actions'] {
  const possible = possibleJobRequests(status);
  return (['cancel', 'pause', 'requeue'] as const).filter((action) => possible.includes(JOB_STATUS_OF_ACTION[action]));
}
