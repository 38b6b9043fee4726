import { findJobsToDelete } from '../persistence/repositories/job-deletion.repository.ts';
import { deleteJob } from '../use-cases/delete-job.ts';
import type { Farm } from '../farm/farm.ts';

/**
 * Deletes the jobs whose deletion was requested, oldest request first, including those that the manager did not get to
 * before its last stop. A job that cannot be deleted now is left for the next round. `signal` ends the round early.
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
