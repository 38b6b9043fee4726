import { findJobsToDelete } from '../persistence/repositories/jobs.repository.ts';
import { deleteJob } from '../use-cases/delete-job.ts';
import type { Farm } from '../use-cases/farm.ts';

/** Deletes jobs whose deletion was requested, oldest request first. One that cannot be deleted now stays for the next round. */
export async function deleteRequestedJobs(farm: Farm): Promise<void> {
  for (const { id } of await findJobsToDelete(farm.database.tables)) {
    try {
      await deleteJob(farm, id);
    } catch (error) {
      farm.logger.error({ err: error, jobId: id }, 'job could not be deleted; trying again later');
    }
  }
}
