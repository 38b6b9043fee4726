import type { Actor } from '../contracts/actor.ts';
import type { Farm } from '../farm/farm.ts';
import { removeJobDependencies } from '../persistence/repositories/job-dependencies.repository.ts';
import { saveOpen } from '../persistence/repositories/task-counts.repository.ts';
import { changeJob } from './parts/change-job.ts';

/**
 * Lets a job start without waiting any longer for the jobs that it depends on. One that waits for none stays as it is.
 * @throws FarmError not-found
 */
export async function releaseJob(farm: Farm, by: Actor, jobId: string): Promise<void> {
  await changeJob(
    farm,
    by,
    jobId,
    { action: 'job.release', did: 'let the job … start without waiting for others' },
    async (job, tx) => {
      if (job.waits_for === 0) return undefined;
      await removeJobDependencies(tx, jobId);
      await saveOpen(tx, { ...job, waits_for: 0 });
      return { waits_for: 0 };
    },
  );
}
