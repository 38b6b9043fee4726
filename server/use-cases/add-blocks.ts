import { auditedJob } from './parts/audited.ts';
import type { Actor } from '../contracts/actor.ts';
import { FarmError } from '../domain/errors.ts';
import { addBlock } from '../persistence/repositories/blocks.repository.ts';
import { lockJob } from '../persistence/repositories/jobs.repository.ts';
import { getWorker } from '../persistence/repositories/workers.repository.ts';
import { tallyOf } from '../persistence/repositories/task-counts.repository.ts';
import { jobEvent } from './parts/event-payloads.ts';
import type { Farm } from '../farm/farm.ts';

/**
 * A person keeps workers from a job's tasks of certain types. The workers may finish what they are running. Entries
 * that exist already are fine.
 * @throws FarmError not-found (the job or a worker; then nothing is stored), bad-request (an empty list)
 */
export async function addBlocks(
  farm: Farm,
  by: Actor,
  jobId: string,
  entries: readonly { worker_id: string; task_type: string }[],
): Promise<void> {
  if (entries.length === 0) {
    throw new FarmError('bad-request', { message: 'the list of blocklist entries to add is empty' });
  }
  await farm.database.transaction(
    async (tx) => {
      const job = await lockJob(tx, jobId);
      const blocked: string[] = [];
      for (const entry of entries) {
        const { name } = await getWorker(tx.tables, entry.worker_id);
        blocked.push(`${name}: ${entry.task_type}`);
        await addBlock(tx, { job_id: jobId, worker_id: entry.worker_id, task_type: entry.task_type });
      }
      tx.audit({
        action: 'job.block',
        subject: auditedJob(job),
        did: 'blocked workers for the job',
        after: { blocked },
      });
      const tasks = await tallyOf(tx.tables, jobId);
      tx.emit('job.changed', jobEvent(job, tasks, { changed: ['blocks'] }), jobId);
    },
    { by },
  );
  farm.logger.info({ jobId, entries: entries.length }, 'workers blocked by hand');
}
