import type { StatusRequest, WorkerDecision, WorkerState } from '../../domain/worker-state.ts';
import type { ReturnCause } from '../../domain/return-to-pool.ts';
import type { Transaction } from '../../persistence/database.ts';
import { addStatusChange } from '../../persistence/repositories/worker-status-changes.repository.ts';
import { saveWorker } from '../../persistence/repositories/workers.repository.ts';
import type { WorkerRow } from '../../persistence/tables.ts';
import { listedWorker } from '../../persistence/listed-worker.ts';
import { changedNames, tellOfWorker } from './event-payloads.ts';
import type { Farm } from '../../farm/farm.ts';
import { returnActiveTasks } from './return-tasks.ts';

/** What the rules need to know about a stored worker. */
export function workerState(row: WorkerRow): WorkerState {
  return { status: row.status, request: pendingRequest(row) };
}

function pendingRequest(row: WorkerRow): StatusRequest | null {
  if (!row.status_requested) return null;
  return { status: row.status_requested, lazy: row.status_request_lazy === 1 };
}

/** The columns that hold a status request. */
export function requestColumns(
  request: StatusRequest | null,
): Pick<WorkerRow, 'status_requested' | 'status_request_lazy'> {
  return { status_requested: request?.status ?? null, status_request_lazy: request?.lazy ? 1 : 0 };
}

export interface WorkerChange {
  readonly worker: WorkerRow;
  readonly decision: WorkerDecision;
  /** Why its tasks go back to the pool, if they do. */
  readonly cause: ReturnCause;
  /** Other columns that change together with the status. */
  readonly columns?: Partial<WorkerRow>;
}

/**
 * Stores what the rules decided for a worker, gives its tasks back if they say so, and announces the change. Resolves
 * to the worker as it is now.
 */
export async function changeWorker(farm: Farm, tx: Transaction, change: WorkerChange): Promise<WorkerRow> {
  const { worker, decision } = change;
  const columns = {
    ...change.columns,
    status: decision.status,
    ...requestColumns(decision.request),
    updated_at: tx.now,
  };
  const changed = { ...worker, ...columns };
  if (decision.returnTasks) await returnActiveTasks(farm, tx, changed, change.cause);
  await saveWorker(tx, worker.id, columns);
  const names = changedNames(listedWorker(worker), listedWorker(changed));
  await tellOfWorker(tx, changed, { previous_status: worker.status, changed: names });
  if (worker.status !== decision.status) {
    await addStatusChange(tx, {
      worker_id: worker.id,
      at: tx.now,
      from_status: worker.status,
      to_status: decision.status,
    });
    tx.afterCommit(() =>
      farm.logger.info({ workerId: worker.id, from: worker.status, to: decision.status }, 'worker status changed'),
    );
  }
  return changed;
}
