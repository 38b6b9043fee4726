import { timestamp } from '../domain/clock.ts';
import { lockWorker, saveWorker } from '../persistence/repositories/workers.repository.ts';
import { workerEvent } from './parts/event-payloads.ts';
import type { Farm } from '../farm/farm.ts';
import { returnActiveTasks } from './parts/return-tasks.ts';

/** Removes a worker from the farm: its tasks go back to the pool, its credentials no longer work, its history stays. */
export async function deleteWorker(farm: Farm, workerId: string): Promise<void> {
  const now = timestamp(farm.clock.now());
  await farm.database.transaction(async (tx) => {
    const worker = await lockWorker(tx, workerId);
    await returnActiveTasks(farm, tx, worker, 'deleted', now);
    const columns = { deleted_at: now, updated_at: now };
    await saveWorker(tx, workerId, columns);
    tx.emit('worker.changed', workerEvent({ ...worker, ...columns }));
  });
  farm.logger.info({ workerId }, 'worker removed');
}
