import type { Actor } from '../contracts/actor.ts';
import { wholeSecondFrom } from '../domain/clock.ts';
import { FarmError } from '../domain/errors.ts';
import { countKeptJobs, saveDeletionRequests } from '../persistence/repositories/job-deletion.repository.ts';
import { jobEvent } from './parts/event-payloads.ts';
import type { Farm } from '../farm/farm.ts';
import { findJobsById } from '../persistence/repositories/jobs.repository.ts';
import { talliesOf } from '../persistence/repositories/task-counts.repository.ts';

/** How many jobs one transaction announces. */
const JOBS_PER_PART = 100;
/** How many of the jobs the audit log names. */
const MOST_NAMED = 100;

/**
 * Marks for deletion all jobs that were last updated at `moment` (RFC 3339, rounded up to a whole second) or before, no
 * matter their status, except those marked to be kept. Announcing and deleting them happens in the background, in
 * batches. Resolves to the number of jobs.
 * @throws FarmError nothing-matches
 */
export async function requestMassDeletion(farm: Farm, by: Actor, moment: string): Promise<number> {
  const until = wholeSecondFrom(moment);
  const { ids, kept } = await farm.database.transaction(
    async (tx) => {
      const requested = await saveDeletionRequests(tx, until);
      if (requested.length > 0) {
        tx.audit({
          action: 'job.delete-many',
          subject: { kind: 'job', id: null, name: '' },
          did: `requested the deletion of ${requested.length} jobs`,
          after: { last_updated_until: until, jobs: requested.slice(0, MOST_NAMED) },
        });
      }
      return { ids: requested, kept: await countKeptJobs(tx, until) };
    },
    { by },
  );
  if (ids.length === 0) {
    const but = kept === 0 ? '' : `, except for ${kept} marked to be kept`;
    throw new FarmError('nothing-matches', { message: `no job was last updated at ${until} or before${but}` });
  }
  farm.logger.info({ jobs: ids.length, kept, until }, 'deletion of jobs requested');
  // The requests are stored: anyone who misses this announcement still hears of the deletion itself.
  void announce(farm, by, ids).catch((error: unknown) => {
    farm.logger.error({ err: error }, 'requested deletions could not be announced');
  });
  return ids.length;
}

async function announce(farm: Farm, by: Actor, ids: readonly string[]): Promise<void> {
  for (let from = 0; from < ids.length; from += JOBS_PER_PART) {
    await farm.database.transaction(
      async (tx) => {
        const jobs = await findJobsById(tx.tables, ids.slice(from, from + JOBS_PER_PART));
        const tallyOf = await talliesOf(
          tx.tables,
          jobs.map((job) => job.id),
        );
        const changed = ['delete_requested_at'];
        for (const job of jobs) tx.emit('job.changed', jobEvent(job, tallyOf(job.id), { changed }), job.id);
      },
      { by },
    );
  }
}
