import type { Actor } from '../contracts/actor.ts';
import type { JobChange } from '../contracts/job.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import type { JobRow } from '../persistence/tables.ts';
import { changeJob } from './parts/change-job.ts';
import { storedFailurePolicy } from './parts/job-failure-policy.ts';

/**
 * Changes what people set about a job besides its status; whatever is left out stays. A priority counts for tasks that
 * are handed out from now on. A failure policy replaces the whole policy, and counts from the next failure on: earlier
 * ones are not judged again. A job that must be kept is deleted neither by people nor by a clean-up.
 * @throws FarmError not-found, conflict (it cannot be kept, since its deletion was requested already)
 */
export async function setJob(farm: Farm, by: Actor, jobId: string, change: JobChange): Promise<void> {
  await changeJob(farm, by, jobId, { action: 'job.set', did: 'changed the job' }, (job) => {
    if (change.keep === true && job.delete_requested_at) {
      throw new FarmError('conflict', { message: `the job "${job.name}" is being deleted already` });
    }
    return columnsOf(change);
  });
}

function columnsOf({ priority, keep, failure_policy: policy }: JobChange): Partial<JobRow> {
  return {
    ...(priority === undefined ? {} : { priority }),
    ...(keep === undefined ? {} : { keep: keep ? 1 : 0 }),
    ...(policy === undefined ? {} : { failure_policy: storedFailurePolicy(policy) }),
  };
}
