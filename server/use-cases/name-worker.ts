import { auditedWorker } from './parts/audited.ts';
import type { Actor } from '../contracts/actor.ts';
import type { Farm } from '../farm/farm.ts';
import { lockWorker, saveWorker } from '../persistence/repositories/workers.repository.ts';
import { tellOfWorker } from './parts/event-payloads.ts';
import { withoutRefused } from './parts/refused-wishes.ts';

/**
 * Gives a worker a name. From then on it does not choose its name any more.
 * @throws FarmError not-found
 */
export async function nameWorker(farm: Farm, by: Actor, workerId: string, name: string): Promise<void> {
  await farm.database.transaction(
    async (tx) => {
      const worker = await lockWorker(tx, workerId);
      const refused_wishes = withoutRefused(worker.refused_wishes, 'name');
      const columns = { name, name_locked: 1, refused_wishes, updated_at: tx.now };
      await saveWorker(tx, workerId, columns);
      tx.audit({
        action: 'worker.name',
        subject: auditedWorker(worker),
        did: 'named the worker',
        before: { name: worker.name, locked: worker.name_locked === 1 },
        after: { name, locked: true },
      });
      await tellOfWorker(tx, { ...worker, ...columns }, { changed: ['name', 'locked', 'refused_wishes'] });
    },
    { by },
  );
}

/**
 * Lets a worker choose its name and tags again, the next time it signs on.
 * @throws FarmError not-found
 */
export async function letWorkerChoose(farm: Farm, by: Actor, workerId: string): Promise<void> {
  await farm.database.transaction(
    async (tx) => {
      const worker = await lockWorker(tx, workerId);
      const columns = { name_locked: 0, tags_locked: 0, refused_wishes: null, updated_at: tx.now };
      await saveWorker(tx, workerId, columns);
      tx.audit({
        action: 'worker.let-choose',
        subject: auditedWorker(worker),
        did: 'let the worker … choose its name and tags again',
        before: { name_locked: worker.name_locked === 1, tags_locked: worker.tags_locked === 1 },
        after: { name_locked: false, tags_locked: false },
      });
      await tellOfWorker(tx, { ...worker, ...columns }, { changed: ['locked', 'refused_wishes'] });
    },
    { by },
  );
}
