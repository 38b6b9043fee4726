import type { WorkerCheck } from '../contracts/worker-check.ts';
import { timestamp } from '../domain/clock.ts';
import { saveWorkerCheck } from '../persistence/repositories/worker-checks.repository.ts';
import { lockWorker } from '../persistence/repositories/workers.repository.ts';
import { workerEvent } from './parts/event-payloads.ts';
import type { Farm } from '../farm/farm.ts';

/** Keeps what a worker found out about itself, in place of what it found before. @throws FarmError not-found */
export async function recordWorkerCheck(farm: Farm, workerId: string, check: WorkerCheck): Promise<void> {
  const now = timestamp(farm.clock.now());
  await farm.database.transaction(async (tx) => {
    const worker = await lockWorker(tx, workerId);
    await saveWorkerCheck(tx, workerId, check, now);
    tx.emit('worker.changed', workerEvent(worker));
  });
}
