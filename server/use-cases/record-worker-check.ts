import type { WorkerActor } from '../contracts/actor.ts';
import type { WorkerCheck } from '../contracts/worker-check.ts';
import { saveWorkerCheck } from '../persistence/repositories/worker-checks.repository.ts';
import { lockWorker } from '../persistence/repositories/workers.repository.ts';
import { tellOfWorker } from './parts/event-payloads.ts';
import type { Farm } from '../farm/farm.ts';

/** Stores what a worker found out about itself, replacing its previous check. @throws FarmError not-found */
export async function recordWorkerCheck(farm: Farm, by: WorkerActor, check: WorkerCheck): Promise<void> {
  await farm.database.transaction(
    async (tx) => {
      const worker = await lockWorker(tx, by.id);
      await saveWorkerCheck(tx, by.id, check);
      await tellOfWorker(tx, worker, { changed: ['check'] });
    },
    { by },
  );
}
