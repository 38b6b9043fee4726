import { MANAGER } from '../contracts/actor.ts';
import { isTaskOverdue } from '../domain/timeouts.ts';
import type { Farm } from '../farm/farm.ts';
import { findWorker } from '../persistence/repositories/workers.repository.ts';
import { failTask } from './parts/fail-task.ts';
import { lockTask } from './parts/lock-task.ts';
import { returnTask } from './parts/return-tasks.ts';

/**
 * The worker has given no sign of life on the task since `before`: a failure of that worker like any other. Checks
 * again inside the transaction, because a report may have come in meanwhile. A task whose worker has been removed goes
 * back to the pool.
 * @throws FarmError not-found
 */
export async function timeOutTask(farm: Farm, taskId: string, before: string): Promise<void> {
  await farm.database.transaction(
    async (tx) => {
      const { task, job } = await lockTask(tx, taskId);
      if (!isTaskOverdue({ status: task.status, lastTouchedAt: task.last_touched_at }, before)) return;
      const worker = task.worker_id === null ? undefined : await findWorker(tx.tables, task.worker_id);
      if (worker) await failTask(farm, tx, { task, job, worker, cause: 'timed-out' });
      else await returnTask(farm, tx, { task, job, worker, cause: 'timed-out' });
    },
    { by: MANAGER },
  );
}
