import { timestamp } from '../domain/clock.ts';
import type { JobEvent } from '../contracts/event.ts';
import { NEVER } from '../contracts/ids.ts';
import { FarmError } from '../domain/errors.ts';
import { getJob, lockJob, removeJob, saveDeletionRequest } from '../persistence/repositories/jobs.repository.ts';
import { jobEvent } from './event-payloads.ts';
import type { Farm } from './farm.ts';

/** Marks the job for deletion; `scheduler/job-deleter.ts` does it in the background. @throws FarmError not-found */
export async function requestJobDeletion(farm: Farm, jobId: string): Promise<void> {
  const now = timestamp(farm.clock.now());
  await farm.database.transaction(async (tx) => {
    const job = await lockJob(tx, jobId);
    if (job.delete_requested_at) return;
    await saveDeletionRequest(tx, jobId, now);
    tx.emit('job.changed', jobEvent(await getJob(tx.tables, jobId)), jobId);
  });
}

/**
 * Removes the job's checkout, if Shaman made one, then its logs and pictures, then its rows. Other files on the shared
 * storage are not touched.
 */
export async function deleteJob(farm: Farm, jobId: string): Promise<void> {
  const { shaman_checkout_id: checkout } = await getJob(farm.database.tables, jobId);
  if (checkout) await removeCheckout(farm, jobId, checkout);
  await farm.taskLogs.removeJob(jobId);
  await farm.database.transaction(async (tx) => {
    await removeJob(tx, jobId);
    tx.emit('job.deleted', goneEvent(jobId), jobId);
  });
  farm.logger.info({ jobId }, 'job deleted');
}

/** Clients may have named a checkout that cannot be one; that shall not keep the job. */
async function removeCheckout(farm: Farm, jobId: string, checkout: string): Promise<void> {
  try {
    await farm.shaman?.removeCheckout(checkout);
  } catch (error) {
    if (!(error instanceof FarmError)) throw error;
    farm.logger.warn({ jobId, checkout, err: error }, 'checkout was not removed');
  }
}

/** Only `id` and `was_deleted` mean something (events.md 3); the others must be there. */
function goneEvent(id: string): JobEvent {
  const zero = {
    updated: NEVER,
    status: '' as const,
    type: '',
    priority: 0,
    refresh_tasks: false,
    steps_completed: 0,
    steps_total: 0,
  };
  return { id, ...zero, was_deleted: true };
}
