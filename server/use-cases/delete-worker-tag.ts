import { auditedTag } from './parts/audited.ts';
import type { Actor } from '../contracts/actor.ts';
import { getTag, removeTag } from '../persistence/repositories/worker-tags.repository.ts';
import { workerTagEvent } from './parts/event-payloads.ts';
import type { Farm } from '../farm/farm.ts';

/**
 * Removes a tag from the farm: in one go, its workers lose it and its jobs may run on any worker.
 * @throws FarmError not-found
 */
export async function deleteWorkerTag(farm: Farm, by: Actor, id: string): Promise<void> {
  await farm.database.transaction(
    async (tx) => {
      const tag = await getTag(tx.tables, id);
      await removeTag(tx, id);
      tx.audit({
        action: 'worker-tag.delete',
        subject: auditedTag(tag),
        did: 'deleted the worker tag',
        before: { name: tag.name, description: tag.description },
      });
      tx.emit('worker-tag.changed', { ...workerTagEvent(tag), removed: true });
    },
    { by },
  );
  farm.logger.info({ tagId: id }, 'worker tag deleted');
}
