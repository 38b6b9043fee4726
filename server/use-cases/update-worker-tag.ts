import { auditedTag } from './parts/audited.ts';
import type { Actor } from '../contracts/actor.ts';
import type { WorkerTag } from '../contracts/worker-tag.ts';
import { FarmError } from '../domain/errors.ts';
import type { Transaction } from '../persistence/database.ts';
import { findTag, getTag, saveTag } from '../persistence/repositories/worker-tags.repository.ts';
import { workerTagEvent } from './parts/event-payloads.ts';
import type { Farm } from '../farm/farm.ts';

/**
 * Changes a tag's name and description; the description stays as it is when it is left out.
 * @throws FarmError not-found, conflict (the name is taken)
 */
export async function updateWorkerTag(farm: Farm, by: Actor, id: string, change: WorkerTag): Promise<void> {
  await farm.database.transaction(
    async (tx) => {
      const tag = await getTag(tx.tables, id);
      const changed = { ...tag, name: change.name, description: change.description ?? tag.description };
      await refuseTakenName(tx, changed);
      await saveTag(tx, id, { name: changed.name, description: changed.description });
      tx.audit({
        action: 'worker-tag.change',
        subject: auditedTag(tag),
        did: 'changed the worker tag',
        before: { name: tag.name, description: tag.description },
        after: { name: changed.name, description: changed.description },
      });
      tx.emit('worker-tag.changed', workerTagEvent(changed));
    },
    { by },
  );
}

/** Refuses a name that another tag has: the two could not be told apart. @throws FarmError conflict */
export async function refuseTakenName(tx: Transaction, tag: { id: string; name: string }): Promise<void> {
  const namesake = await findTag(tx.tables, { name: tag.name });
  if (namesake && namesake.id !== tag.id) {
    throw new FarmError('conflict', { message: `name: there is a worker tag "${tag.name}" already` });
  }
}
