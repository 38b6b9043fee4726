import { auditedWorker } from './parts/audited.ts';
import type { Actor } from '../contracts/actor.ts';
import { lockWorker, saveWorker } from '../persistence/repositories/workers.repository.ts';
import { tellOfWorker } from './parts/event-payloads.ts';
import type { Farm } from '../farm/farm.ts';
import { returnActiveTasks } from './parts/return-tasks.ts';

/**
 * Removes a worker from the farm: its tasks go back to the pool, its credentials no longer work, its history stays.
 * @throws FarmError not-found
 */
export async function deleteWorker(farm: Farm, by: Actor, workerId: string): Promise<void> {
  await farm.database.transaction(
    async (tx) => {
      const worker = await lockWorker(tx, workerId);
      await returnActiveTasks(farm, tx, worker, 'deleted');
      const columns = { deleted_at: tx.now, updated_at: tx.now };
      await saveWorker(tx, workerId, columns);
      tx.audit({
        action: 'worker.remove',
        subject: auditedWorker(worker),
        did: 'removed the worker',
        before: { name: worker.name, status: worker.status, address: worker.address },
      });
      await tellOfWorker(tx, { ...worker, ...columns }, { changed: ['removed'] });
    },
    { by },
  );
  farm.logger.info({ workerId }, 'worker removed');
}
