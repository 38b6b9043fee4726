import type { Actor } from '../contracts/actor.ts';
import { lockWorker, saveWorker } from '../persistence/repositories/workers.repository.ts';
import { replaceTagsOf } from '../persistence/repositories/worker-tags.repository.ts';
import { tellOfWorker } from './parts/event-payloads.ts';
import { withoutRefused } from './parts/refused-wishes.ts';
import type { Farm } from '../farm/farm.ts';

/**
 * Replaces the worker's tags; unknown ids are ignored. From then on the worker does not choose its tags any more.
 * @throws FarmError not-found
 */
export async function setWorkerTags(farm: Farm, by: Actor, workerId: string, tagIds: readonly string[]): Promise<void> {
  await farm.database.transaction(
    async (tx) => {
      const worker = await lockWorker(tx, workerId);
      await replaceTagsOf(tx, workerId, tagIds);
      const columns = {
        tags_locked: 1,
        refused_wishes: withoutRefused(worker.refused_wishes, 'tags'),
        updated_at: tx.now,
      };
      await saveWorker(tx, workerId, columns);
      await tellOfWorker(tx, { ...worker, ...columns }, { changed: ['tags'] });
    },
    { by },
  );
}
