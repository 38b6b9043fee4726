import { timestamp } from '../domain/clock.ts';
import { overdueBefore, WATCHED_WORKER_STATUSES } from '../domain/timeouts.ts';
import type { Farm } from '../use-cases/farm.ts';
import { timeOutTask } from '../use-cases/time-out-task.ts';
import { timeOutWorker } from '../use-cases/time-out-worker.ts';

/** One round of looking for tasks and workers that gave no sign of life for too long. */
export async function checkTimeouts(farm: Farm): Promise<void> {
  const now = farm.clock.now();
  const tasksBefore = overdueBefore(now, farm.config.settings.task_timeout);
  if (tasksBefore !== null) {
    for (const id of await overdueTasks(farm, tasksBefore)) await timeOutTask(farm, id, tasksBefore, timestamp(now));
  }
  const workersBefore = overdueBefore(now, farm.config.settings.worker_timeout);
  if (workersBefore !== null) {
    for (const id of await overdueWorkers(farm, workersBefore))
      await timeOutWorker(farm, id, workersBefore, timestamp(now));
  }
}

async function overdueTasks(farm: Farm, before: string): Promise<string[]> {
  const rows = await farm.database.tables
    .selectFrom('tasks')
    .innerJoin('job_queues', (join) =>
      join.onRef('job_queues.job_id', '=', 'tasks.job_id').onRef('job_queues.task_type', '=', 'tasks.type'),
    )
    .select('tasks.id')
    .where('job_queues.active', '>', 0)
    .where('tasks.status', '=', 'active')
    .where((eb) => eb.or([eb('tasks.last_touched_at', 'is', null), eb('tasks.last_touched_at', '<=', before)]))
    .execute();
  return rows.map((row) => row.id);
}

async function overdueWorkers(farm: Farm, before: string): Promise<string[]> {
  const rows = await farm.database.tables
    .selectFrom('workers')
    .select('id')
    .where('deleted_at', 'is', null)
    .where('status', 'in', WATCHED_WORKER_STATUSES)
    .where((eb) => eb.or([eb('last_seen_at', 'is', null), eb('last_seen_at', '<=', before)]))
    .execute();
  return rows.map((row) => row.id);
}
