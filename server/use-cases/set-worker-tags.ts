import type { Actor } from '../contracts/actor.ts';
import { lockWorker } from '../persistence/repositories/workers.repository.ts';
import { replaceTagsOf } from '../persistence/repositories/worker-tags.repository.ts';
import { tellOfWorker } from './parts/event-payloads.ts';
import type { Farm } from '../farm/farm.ts';

/**
 * Replaces the worker's tags; unknown ids are ignored.
 * @throws FarmError not-found
 */
export async function setWorkerTags(farm: Farm, by: Actor, workerId: string, tagIds: readonly string[]): Promise<void> {
  await farm.database.transaction(
    async (tx) => {
      const worker = await lockWorker(tx, workerId);
      await replaceTagsOf(tx, workerId, tagIds);
      await tellOfWorker(tx, worker, { changed: ['tags'] });
    },
    { by },
  );
}
