import type { WorkerStatus } from '#server/contracts/worker.ts';
import type { StatusRequest, WorkerState } from '#server/domain/worker-state.ts';

/**
 * What the worker is asked for after a schedule prescribed a status; the same object when that changes nothing.
 * Overrules what people asked for. A worker in error is left alone.
 */
export function decidePrescribedStatus(state: WorkerState, status: WorkerStatus): StatusRequest | null {
  if (state.status === 'error') return state.request;
  if (state.request === null && state.status === status) return null;
  if (state.request !== null && state.request.status === status && !state.request.lazy) return state.request;
  return { status, lazy: false };
}
