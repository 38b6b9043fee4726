import type { JobStatus } from '../contracts/job.ts';
import type { JobRow } from '../contracts/web/job-rows.ts';
import { possibleJobRequests } from './job-state.ts';

/** The status that each button asks for. */
export const JOB_STATUS_OF_ACTION = {
  cancel: 'cancel-requested',
  pause: 'pause-requested',
  requeue: 'requeueing',
} as const satisfies Record<JobRow['actions'][number], JobStatus>;

/** What a person may do with a job in this status; uses the same table as the use case that does it. */
export function jobActions(status: JobStatus): JobRow['actions'] {
  const possible = possibleJobRequests(status);
  return (['cancel', 'pause', 'requeue'] as const).filter((action) => possible.includes(JOB_STATUS_OF_ACTION[action]));
}
