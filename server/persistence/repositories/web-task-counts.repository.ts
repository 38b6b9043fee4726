import type { TaskCounts } from '../../contracts/web/job-rows.ts';
import { EMPTY_TALLY } from '../../domain/farm-facts.ts';
import type { Tables } from '../tables.ts';

/**
 * The number of tasks per status of each of these jobs, summed over the task types. Read from the counters that every
 * change of a task keeps, so the cost does not grow with the number of tasks.
 */
export async function countTasksOfJobs(
  tables: Tables,
  jobIds: readonly string[],
): Promise<(jobId: string) => TaskCounts> {
  const counts = new Map<string, TaskCounts>();
  const queues =
    jobIds.length === 0
      ? []
      : await tables
          .selectFrom('job_queues')
          .selectAll()
          .where('job_id', 'in', [...jobIds])
          .execute();
  for (const queue of queues) {
    const sum = counts.get(queue.job_id) ?? { ...EMPTY_TALLY };
    counts.set(queue.job_id, {
      active: sum.active + Number(queue.active),
      canceled: sum.canceled + Number(queue.canceled),
      completed: sum.completed + Number(queue.completed),
      failed: sum.failed + Number(queue.failed),
      queued: sum.queued + Number(queue.queued),
      'soft-failed': sum['soft-failed'] + Number(queue.soft_failed),
      paused: sum.paused + Number(queue.paused),
    });
  }
  return (jobId) => counts.get(jobId) ?? { ...EMPTY_TALLY };
}
