import { auditedJob } from './parts/audited.ts';
import { findWorker } from '../persistence/repositories/workers.repository.ts';
import type { Actor } from '../contracts/actor.ts';
import { FarmError } from '../domain/errors.ts';
import { removeBlock } from '../persistence/repositories/blocks.repository.ts';
import { lockJob } from '../persistence/repositories/jobs.repository.ts';
import { tallyOf } from '../persistence/repositories/task-counts.repository.ts';
import { jobEvent } from './parts/event-payloads.ts';
import type { Farm } from '../farm/farm.ts';

/**
 * Lets workers have a job's tasks of certain types again. Entries that do not exist are fine. No task is re-queued.
 * @throws FarmError not-found (the job), bad-request (an empty list)
 */
export async function removeBlocks(
  farm: Farm,
  by: Actor,
  jobId: string,
  entries: readonly { worker_id: string; task_type: string }[],
): Promise<void> {
  if (entries.length === 0)
    throw new FarmError('bad-request', { message: 'the list of blocklist entries to remove is empty' });
  await farm.database.transaction(
    async (tx) => {
      const job = await lockJob(tx, jobId);
      const blocked: string[] = [];
      for (const entry of entries) {
        const worker = await findWorker(tx.tables, entry.worker_id);
        blocked.push(`${worker?.name ?? entry.worker_id}: ${entry.task_type}`);
        await removeBlock(tx, { job_id: jobId, worker_id: entry.worker_id, task_type: entry.task_type });
      }
      tx.audit({
        action: 'job.unblock',
        subject: auditedJob(job),
        did: 'unblocked workers for the job',
        before: { blocked },
      });
      const tasks = await tallyOf(tx.tables, jobId);
      tx.emit('job.changed', jobEvent(job, tasks, { changed: ['blocks'] }), jobId);
    },
    { by },
  );
}
