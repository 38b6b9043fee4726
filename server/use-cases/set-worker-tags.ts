import type { Actor } from '../contracts/actor.ts';
import { lockWorker } from '../persistence/repositories/workers.repository.ts';
import { replaceTagsOf } from '../persistence/repositories/worker-tags.repository.ts';
import { workerEvent } from './parts/event-payloads.ts';
import type { Farm } from '../farm/farm.ts';

/**
 * Makes these the tags of the worker, instead of those that it had; unknown ids are passed over. Tells of the worker,
 * whose event does not name tags: who shows them asks again. @throws FarmError not-found
 */
export async function setWorkerTags(farm: Farm, by: Actor, workerId: string, tagIds: readonly string[]): Promise<void> {
  await farm.database.transaction(
    async (tx) => {
      const worker = await lockWorker(tx, workerId);
      await replaceTagsOf(tx, workerId, tagIds);
      tx.emit('worker.changed', workerEvent(worker));
    },
    { by },
  );
}
