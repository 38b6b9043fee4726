import type { Actor } from '../../contracts/actor.ts';
import type { Farm } from '../../farm/farm.ts';
import type { Transaction } from '../../persistence/database.ts';
import { lockJob, saveJob } from '../../persistence/repositories/jobs.repository.ts';
import { tallyOf } from '../../persistence/repositories/task-counts.repository.ts';
import type { JobRow } from '../../persistence/tables.ts';
import { jobEvent } from './event-payloads.ts';

type Decide = (job: JobRow, tx: Transaction) => Partial<JobRow> | undefined | Promise<Partial<JobRow> | undefined>;

/**
 * Changes columns of one job that have no rules of their own. `decide` is called with the job locked and returns the
 * columns; undefined = no change. Stores and announces them. Resolves to the job as it is now.
 * @throws FarmError not-found, and whatever `decide` throws; then nothing is stored
 */
export async function changeJob(farm: Farm, by: Actor, jobId: string, decide: Decide): Promise<JobRow> {
  return farm.database.transaction(
    async (tx) => {
      const job = await lockJob(tx, jobId);
      const columns = await decide(job, tx);
      if (!columns) return job;
      const changed = await saveJob(tx, job, columns);
      const tasks = await tallyOf(tx.tables, jobId);
      const previous = columns.owner_id === undefined ? {} : { previous_owner_id: job.owner_id };
      tx.emit('job.changed', jobEvent(changed, tasks, { changed: Object.keys(columns), ...previous }), jobId);
      return changed;
    },
    { by },
  );
}
