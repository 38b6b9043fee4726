import { auditedWorker } from './parts/audited.ts';
import type { Actor } from '../contracts/actor.ts';
import { FarmError } from '../domain/errors.ts';
import { decideStatusRequest, type StatusRequest } from '../domain/worker-state.ts';
import { lockWorker, saveWorker } from '../persistence/repositories/workers.repository.ts';
import { requestColumns, workerState } from './parts/change-worker.ts';
import { tellOfWorker } from './parts/event-payloads.ts';
import type { Farm } from '../farm/farm.ts';

/**
 * A person asks a worker to sleep, wake up, restart or shut down; the worker is told the next time it calls.
 * @throws FarmError not-found, outdated (412: it cannot restart itself), impossible-change
 */
export async function requestWorkerStatus(
  farm: Farm,
  by: Actor,
  workerId: string,
  request: StatusRequest,
): Promise<void> {
  await farm.database.transaction(
    async (tx) => {
      const worker = await lockWorker(tx, workerId);
      const outcome = decideStatusRequest(workerState(worker), request, worker.can_restart === 1);
      // Nothing is out of date, but programs expect a 412 here, and this is the code that answers with one.
      if (outcome.answer === 'cannot-restart') throw new FarmError('outdated', { message: outcome.message });
      if (outcome.answer === 'impossible') throw new FarmError('impossible-change', { message: outcome.message });
      const columns = { ...requestColumns(outcome.request), updated_at: tx.now };
      await saveWorker(tx, workerId, columns);
      const { request: earlier } = workerState(worker);
      tx.audit({
        action: 'worker.request-status',
        subject: auditedWorker(worker),
        did: 'requested another status of the worker',
        before: { status: worker.status, requested: earlier?.status ?? null, lazy: earlier?.lazy ?? false },
        after: {
          status: worker.status,
          requested: outcome.request?.status ?? null,
          lazy: outcome.request?.lazy ?? false,
        },
      });
      await tellOfWorker(tx, { ...worker, ...columns }, { changed: ['status_change'] });
    },
    { by },
  );
}
