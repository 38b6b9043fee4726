import type { WorkerActor } from '../contracts/actor.ts';
import type { WorkerStatus } from '../contracts/worker.ts';
import { decideSignOff, decideStatusReport, pendingStatus } from '../domain/worker-state.ts';
import { lockWorker, saveWorker } from '../persistence/repositories/workers.repository.ts';
import { changeWorker, workerState } from './parts/change-worker.ts';
import type { Farm } from '../farm/farm.ts';

/** A worker program is ending; its tasks go back to the pool. @throws FarmError not-found */
export async function workerSignOff(farm: Farm, by: WorkerActor): Promise<void> {
  await farm.database.transaction(
    async (tx) => {
      const worker = await lockWorker(tx, by.id);
      const decision = decideSignOff(workerState(worker));
      await changeWorker(farm, tx, { worker, decision, cause: 'signed-off', columns: { last_seen_at: tx.now } });
    },
    { by },
  );
}

/** A worker reports the status that it is in now. @throws FarmError not-found */
export async function workerStateChanged(farm: Farm, by: WorkerActor, status: WorkerStatus): Promise<void> {
  await farm.database.transaction(
    async (tx) => {
      const worker = await lockWorker(tx, by.id);
      const decision = decideStatusReport(workerState(worker), status);
      await changeWorker(farm, tx, { worker, decision, cause: 'not-awake', columns: { last_seen_at: tx.now } });
    },
    { by },
  );
}

/** A waiting worker asks which status it should go to; null = stay in this one. @throws FarmError not-found */
export async function pollWorkerState(farm: Farm, by: WorkerActor): Promise<WorkerStatus | null> {
  return farm.database.transaction(
    async (tx) => {
      const worker = await lockWorker(tx, by.id);
      await saveWorker(tx, by.id, { last_seen_at: tx.now });
      return pendingStatus(workerState(worker));
    },
    { by },
  );
}
