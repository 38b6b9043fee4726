import { MANAGER } from '../contracts/actor.ts';
import { TRANSIENT_JOB_STATUSES } from '../domain/job-state.ts';
import { startupRepair } from '../domain/startup-repair.ts';
import { findJobsIn, lockJob } from '../persistence/repositories/jobs.repository.ts';
import { tallyOf } from '../persistence/repositories/task-counts.repository.ts';
import { applyJobSteps } from '../use-cases/parts/apply-job-steps.ts';
import type { Farm } from '../farm/farm.ts';

/** Continues the jobs that the manager's last run left in a transient status. */
export async function repairJobs(farm: Farm): Promise<void> {
  for (const { id } of await findJobsIn(farm.database.tables, TRANSIENT_JOB_STATUSES)) {
    await farm.database.transaction(
      async (tx) => {
        const job = await lockJob(tx, id);
        const tally = await tallyOf(tx.tables, id);
        const repair = startupRepair({ id, status: job.status }, tally);
        if (!repair) return;
        await applyJobSteps(farm, tx, id, { steps: repair.job, tally });
        tx.afterCommit(() =>
          farm.logger.info({ jobId: id, from: job.status, to: repair.job.at(-1)?.to }, 'job repaired'),
        );
      },
      { by: MANAGER },
    );
  }
}
