import { timestamp } from '../domain/clock.ts';
import { FarmError } from '../domain/errors.ts';
import { saveKeep } from '../persistence/repositories/job-deletion.repository.ts';
import { getJob, lockJob } from '../persistence/repositories/jobs.repository.ts';
import { jobEvent } from './parts/event-payloads.ts';
import type { Farm } from '../farm/farm.ts';

/**
 * Marks a job to be kept, so that neither a person nor a clean-up deletes it, or lets it be deleted again.
 * @throws FarmError not-found, conflict (its deletion was requested already)
 */
export async function changeJobKeep(farm: Farm, jobId: string, keep: boolean): Promise<void> {
  const now = timestamp(farm.clock.now());
  await farm.database.transaction(async (tx) => {
    const job = await lockJob(tx, jobId);
    if (keep && job.delete_requested_at) {
      throw new FarmError('conflict', { message: `the job "${job.name}" is being deleted already` });
    }
    await saveKeep(tx, jobId, keep, now);
    tx.emit('job.changed', jobEvent(await getJob(tx.tables, jobId)), jobId);
  });
}
