import { changeJob } from './parts/change-job.ts';
import { type Actor, MANAGER } from '../contracts/actor.ts';
import { FarmError } from '../domain/errors.ts';
import type { Transaction } from '../persistence/database.ts';
import { endAttempt } from '../persistence/repositories/attempts.repository.ts';
import { isCheckoutShared, removeJob, removeSomeTasks } from '../persistence/repositories/job-deletion.repository.ts';
import { findJob, getJob } from '../persistence/repositories/jobs.repository.ts';
import { countMove, tallyOf } from '../persistence/repositories/task-counts.repository.ts';
import { findActiveTasksOfJob, saveTask } from '../persistence/repositories/tasks.repository.ts';
import type { JobRow } from '../persistence/tables.ts';
import { jobEvent } from './parts/event-payloads.ts';
import { tellOfDeletedJob } from './parts/waiting-jobs.ts';
import type { Farm } from '../farm/farm.ts';
import { closeQueues } from '../persistence/repositories/job-queues.repository.ts';

/**
 * How much one transaction removes; other writers get their turn between two of them. A task may have very many
 * dependencies, so those count by themselves.
 */
const PART = { tasks: 500, dependencies: 500 };
const REASON = 'The job is being deleted';

/**
 * Marks the job for deletion; `scheduler/job-deleter.ts` deletes it in the background.
 * @throws FarmError not-found, conflict (it is kept)
 */
export async function requestJobDeletion(farm: Farm, by: Actor, jobId: string): Promise<void> {
  await changeJob(farm, by, jobId, { action: 'job.delete', did: 'requested the deletion of the job' }, (job, tx) => {
    if (job.delete_requested_at) return undefined;
    if (job.keep === 1) {
      throw new FarmError('conflict', {
        message: `the job "${job.name}" is marked to be kept; allow its deletion first, on its page or with setkeep`,
      });
    }
    return { delete_requested_at: tx.now };
  });
}

/**
 * Takes the job's tasks away from their workers, removes its Shaman checkout, its logs and its pictures, then its rows.
 * Other files on the shared storage are not touched. Each step can be repeated, and the job's own row, which holds the
 * request, goes last; so an interrupted deletion is simply resumed. `signal` stops it between two parts.
 */
export async function deleteJob(farm: Farm, jobId: string, signal?: AbortSignal): Promise<void> {
  const job = await findJob(farm.database.tables, jobId);
  if (!job) return;
  await farm.database.transaction((tx) => takeTasksAway(tx, job), { by: MANAGER });
  if (job.shaman_checkout_id && !(await isCheckoutShared(farm.database.tables, job))) {
    const checkout = job.shaman_checkout_id;
    if ((await farm.port('uploads')?.removeCheckout(checkout)) === false)
      farm.logger.info({ jobId, checkout }, 'the job names no checkout that was made here, so no folder was removed');
  }
  await farm.taskLogs.removeJob(jobId);
  for (let isMore = true; isMore;) {
    if (signal?.aborted) return;
    isMore = await farm.database.transaction((tx) => removeSomeTasks(tx, jobId, PART), { by: MANAGER });
  }
  await farm.database.transaction(
    async (tx) => {
      const last = await getJob(tx.tables, jobId);
      const tasks = await tallyOf(tx.tables, jobId);
      await removeJob(tx, jobId);
      await tellOfDeletedJob(tx, last);
      tx.emit('job.deleted', jobEvent(last, tasks, { changed: [] }), jobId);
    },
    { by: MANAGER },
  );
  farm.logger.info({ jobId }, 'job deleted');
}

/** From now on reports on them are refused, so nothing more is written about what is going to be deleted. */
async function takeTasksAway(tx: Transaction, job: JobRow): Promise<void> {
  const jobId = job.id;
  for (const task of await findActiveTasksOfJob(tx.tables, jobId)) {
    await saveTask(tx, task.id, { status: 'canceled', activity: REASON, updated_at: tx.now });
    if (task.attempt_id) await endAttempt(tx, task.attempt_id, 'canceled', REASON);
    const move = { jobId, taskType: task.type, from: 'active', to: 'canceled', runnable: 0 } as const;
    await countMove(tx, move, job);
  }
  await closeQueues(tx, jobId);
}
