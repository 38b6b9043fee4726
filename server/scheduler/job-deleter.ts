import { findJobsToDelete } from '../persistence/repositories/job-deletion.repository.ts';
import { deleteJob } from '../use-cases/delete-job.ts';
import type { Farm } from '../farm/farm.ts';

/**
 * Deletes jobs whose deletion was requested, oldest request first; also those that the last run of the manager did not
 * get to. One that cannot be deleted now stays for the next round. `signal` ends the round early.
 */
export async function deleteRequestedJobs(farm: Farm, signal?: AbortSignal): Promise<void> {
  for (const { id } of await findJobsToDelete(farm.database.tables)) {
    if (signal?.aborted) return;
    try {
      await deleteJob(farm, id, signal);
    } catch (error) {
      farm.logger.error({ err: error, jobId: id }, 'job could not be deleted; trying again later');
    }
  }
}
