import type { StatusRequest, WorkerState } from '../domain/worker-state.ts';
import type { Transaction } from '../persistence/database.ts';
import { lockWorker, saveWorker } from '../persistence/repositories/workers.repository.ts';
import { requestColumns, workerState } from './parts/change-worker.ts';
import { tellOfWorker } from './parts/event-payloads.ts';
import type { Farm } from '../farm/farm.ts';

/**
 * Lets a rule decide which status the worker is asked to go to; null = none. Announces it if that is a change.
 * @throws FarmError not-found
 */
export async function changeWorkerRequest(
  farm: Farm,
  tx: Transaction,
  workerId: string,
  decide: (state: WorkerState) => StatusRequest | null,
): Promise<void> {
  const worker = await lockWorker(tx, workerId);
  const state = workerState(worker);
  const request = decide(state);
  if (request?.status === state.request?.status && request?.lazy === state.request?.lazy) return;
  const columns = { ...requestColumns(request), updated_at: tx.now };
  await saveWorker(tx, workerId, columns);
  await tellOfWorker(tx, { ...worker, ...columns }, { changed: ['status_change'] });
  tx.afterCommit(() => farm.logger.info({ workerId, to: request?.status ?? null }, 'worker status requested'));
}
