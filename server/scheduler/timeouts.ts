import { overdueBefore } from '../domain/timeouts.ts';
import type { Farm } from '../farm/farm.ts';
import { findOverdueTasks } from '../persistence/repositories/tasks.repository.ts';
import { findOverdueWorkers } from '../persistence/repositories/workers.repository.ts';
import { timeOutTask } from '../use-cases/time-out-task.ts';
import { timeOutWorker } from '../use-cases/time-out-worker.ts';

/** Looks once for tasks and workers that have given no sign of life for too long, and times them out. */
export async function checkTimeouts(farm: Farm): Promise<void> {
  const now = farm.clock.now();
  const tasksBefore = overdueBefore(now, farm.config.settings.task_timeout);
  if (tasksBefore !== null) {
    for (const id of await findOverdueTasks(farm.database.tables, tasksBefore))
      await timeOutTask(farm, id, tasksBefore);
  }
  const workersBefore = overdueBefore(now, farm.config.settings.worker_timeout);
  if (workersBefore !== null) {
    for (const id of await findOverdueWorkers(farm.database.tables, workersBefore))
      await timeOutWorker(farm, id, workersBefore);
  }
}
