import { MANAGER } from '../contracts/actor.ts';
import { isWorkerOverdue } from '../domain/timeouts.ts';
import { decideWorkerTimeout } from '../domain/worker-state.ts';
import type { Farm } from '../farm/farm.ts';
import { lockWorkerIfThere } from '../persistence/repositories/workers.repository.ts';
import { changeWorker } from './parts/change-worker.ts';

/**
 * Nothing has been heard from the worker since `before`: it goes to `error` and its tasks go back to the pool. Checks
 * again inside the transaction first, because the worker may have called meanwhile.
 */
export async function timeOutWorker(farm: Farm, workerId: string, before: string): Promise<void> {
  await farm.database.transaction(
    async (tx) => {
      const worker = await lockWorkerIfThere(tx, workerId);
      if (!worker || !isWorkerOverdue({ status: worker.status, lastSeenAt: worker.last_seen_at }, before)) return;
      await changeWorker(farm, tx, { worker, decision: decideWorkerTimeout(), cause: 'timed-out' });
    },
    { by: MANAGER },
  );
}
