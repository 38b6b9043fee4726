import { auditedTag } from './parts/audited.ts';
import type { Actor } from '../contracts/actor.ts';
import { uuidSchema } from '../contracts/ids.ts';
import { MOST_ENTRIES } from '../contracts/limits.ts';
import type { WorkerTag } from '../contracts/worker-tag.ts';
import { timestamp } from '../domain/clock.ts';
import { FarmError } from '../domain/errors.ts';
import { findTag, findTags, insertTag } from '../persistence/repositories/worker-tags.repository.ts';
import type { WorkerTagRow } from '../persistence/tables.ts';
import { workerTagEvent } from './parts/event-payloads.ts';
import type { Farm } from '../farm/farm.ts';
import { refuseTakenName } from './update-worker-tag.ts';

/**
 * Creates a tag, which no worker has yet. The caller may choose its id.
 * @throws FarmError bad-request (the id is not a UUID), conflict (the id or the name is taken), too-many
 */
export async function createWorkerTag(farm: Farm, by: Actor, wanted: WorkerTag): Promise<WorkerTagRow> {
  const id = wanted.id || farm.newId();
  if (!uuidSchema.safeParse(id).success) {
    throw new FarmError('bad-request', { message: 'id: must be a lower-case UUID; leave it out to have one made' });
  }
  const row = {
    id,
    name: wanted.name,
    description: wanted.description ?? '',
    created_at: timestamp(farm.clock.now()),
  };
  await farm.database.transaction(
    async (tx) => {
      if (await findTag(tx.tables, { id })) {
        throw new FarmError('conflict', { message: `id: there is a worker tag ${id} already` });
      }
      await refuseTakenName(tx, row);
      if ((await findTags(tx.tables)).length >= MOST_ENTRIES.tagsOfFarm) throw tooMany();
      await insertTag(tx, row);
      tx.audit({
        action: 'worker-tag.create',
        subject: auditedTag(row),
        did: 'created the worker tag',
        after: { name: row.name, description: row.description },
      });
      tx.emit('worker-tag.changed', workerTagEvent(row));
    },
    { by },
  );
  farm.logger.info({ tagId: id }, 'worker tag created');
  return row;
}

function tooMany(): FarmError {
  return new FarmError('too-many', {
    message: `this farm has ${MOST_ENTRIES.tagsOfFarm} worker tags already; delete those that nobody needs`,
  });
}
