import type { Actor } from '../contracts/actor.ts';
import type { FailurePolicy } from '../contracts/failure-policy.ts';
import type { Farm } from '../farm/farm.ts';
import { changeJob } from './parts/change-job.ts';
import { storedFailurePolicy } from './parts/job-failure-policy.ts';

/**
 * Replaces a job's whole failure policy; anything that the new one leaves out follows the farm's settings again. It
 * applies from the next failure on: earlier failures are not judged again.
 * @throws FarmError not-found
 */
export async function changeFailurePolicy(farm: Farm, by: Actor, jobId: string, policy: FailurePolicy): Promise<void> {
  await changeJob(farm, by, jobId, () => ({ failure_policy: storedFailurePolicy(policy) }));
}
