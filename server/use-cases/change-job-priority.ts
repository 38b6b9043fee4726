import { timestamp } from '../domain/clock.ts';
import { getJob, lockJob, savePriority } from '../persistence/repositories/jobs.repository.ts';
import { jobEvent } from './parts/event-payloads.ts';
import type { Farm } from '../farm/farm.ts';

/** Counts for tasks that are handed out from now on. @throws FarmError not-found */
export async function changeJobPriority(farm: Farm, jobId: string, priority: number): Promise<void> {
  const now = timestamp(farm.clock.now());
  await farm.database.transaction(async (tx) => {
    await lockJob(tx, jobId);
    await savePriority(tx, jobId, priority, now);
    tx.emit('job.changed', jobEvent(await getJob(tx.tables, jobId)), jobId);
  });
}
