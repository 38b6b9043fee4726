import type { FailurePolicy } from '../contracts/failure-policy.ts';
import { timestamp } from '../domain/clock.ts';
import { getJob, lockJob, saveFailurePolicy } from '../persistence/repositories/jobs.repository.ts';
import { jobEvent } from './parts/event-payloads.ts';
import type { Farm } from '../farm/farm.ts';
import { storedFailurePolicy } from './parts/job-failure-policy.ts';

/**
 * Says anew, as a whole, what failures mean in a job; what the policy leaves out is the farm's again. Counts from the next
 * failure on: what failed already is not judged anew.
 * @throws FarmError not-found
 */
export async function changeFailurePolicy(farm: Farm, jobId: string, policy: FailurePolicy): Promise<void> {
  const now = timestamp(farm.clock.now());
  await farm.database.transaction(async (tx) => {
    await lockJob(tx, jobId);
    await saveFailurePolicy(tx, jobId, storedFailurePolicy(policy), now);
    tx.emit('job.changed', jobEvent(await getJob(tx.tables, jobId)), jobId);
  });
}
