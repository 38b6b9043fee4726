import { auditedWorker } from './parts/audited.ts';
import type { Transaction } from '../persistence/database.ts';
import { findTagsOf } from '../persistence/repositories/worker-tags.repository.ts';
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
      const before = await tagNames(tx, workerId);
      await replaceTagsOf(tx, workerId, tagIds);
      const columns = {
        tags_locked: 1,
        refused_wishes: withoutRefused(worker.refused_wishes, 'tags'),
        updated_at: tx.now,
      };
      await saveWorker(tx, workerId, columns);
      tx.audit({
        action: 'worker.tags',
        subject: auditedWorker(worker),
        did: 'changed the tags of the worker',
        before: { tags: before, locked: worker.tags_locked === 1 },
        after: { tags: await tagNames(tx, workerId), locked: true },
      });
      await tellOfWorker(tx, { ...worker, ...columns }, { changed: ['tags'] });
    },
    { by },
  );
}

async function tagNames(tx: Transaction, workerId: string): Promise<string[]> {
  return (await findTagsOf(tx.tables, workerId)).map(({ name }) => name);
}
