import type { Actor } from '../contracts/actor.ts';
import { FarmError } from '../domain/errors.ts';
import type { Farm } from '../farm/farm.ts';
import { changeJob } from './parts/change-job.ts';

/**
 * Marks a job to be kept, so that neither a person nor a clean-up deletes it, or allows its deletion again.
 * @throws FarmError not-found, conflict (its deletion has already been requested)
 */
export async function changeJobKeep(farm: Farm, by: Actor, jobId: string, keep: boolean): Promise<void> {
  await changeJob(farm, by, jobId, (job) => {
    if (keep && job.delete_requested_at) {
      throw new FarmError('conflict', { message: `the job "${job.name}" is being deleted already` });
    }
    return { keep: keep ? 1 : 0 };
  });
}
