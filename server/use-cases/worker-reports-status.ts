import type { WorkerStatus } from '../contracts/worker.ts';
import { timestamp } from '../domain/clock.ts';
import { decideSignOff, decideStatusReport, pendingStatus } from '../domain/worker-state.ts';
import { lockWorker, saveWorker } from '../persistence/repositories/workers.repository.ts';
import { changeWorker, workerState } from './parts/change-worker.ts';
import type { Farm } from '../farm/farm.ts';

/** A worker program ends; its tasks go back to the pool. @throws FarmError not-found */
export async function workerSignOff(farm: Farm, workerId: string): Promise<void> {
  const now = timestamp(farm.clock.now());
  await farm.database.transaction(async (tx) => {
    const worker = await lockWorker(tx, workerId);
    const decision = decideSignOff(workerState(worker));
    await changeWorker(farm, tx, { worker, decision, cause: 'signed-off', columns: { last_seen_at: now }, now });
  });
}

/** A worker tells which status it is in now. @throws FarmError not-found */
export async function workerStateChanged(farm: Farm, workerId: string, status: WorkerStatus): Promise<void> {
  const now = timestamp(farm.clock.now());
  await farm.database.transaction(async (tx) => {
    const worker = await lockWorker(tx, workerId);
    const decision = decideStatusReport(workerState(worker), status);
    await changeWorker(farm, tx, { worker, decision, cause: 'not-awake', columns: { last_seen_at: now }, now });
  });
}

/** A waiting worker asks whether it shall go to another status; null = stay. @throws FarmError not-found */
export async function pollWorkerState(farm: Farm, workerId: string): Promise<WorkerStatus | null> {
  const now = timestamp(farm.clock.now());
  return farm.database.transaction(async (tx) => {
    const worker = await lockWorker(tx, workerId);
    await saveWorker(tx, workerId, { last_seen_at: now });
    return pendingStatus(workerState(worker));
  });
}
