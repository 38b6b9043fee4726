import type { WorkerStatus } from '#server/contracts/worker.ts';
import type { StatusRequest, WorkerState } from '#server/domain/worker-state.ts';

/**
 * What the worker is asked for when a schedule prescribes a status; the same object if that changes nothing. Overrides
 * what people asked for. A worker in the status `error` is left alone.
 */
export function decidePrescribedStatus(state: WorkerState, status: WorkerStatus): StatusRequest | null {
  if (state.status === 'error') return state.request;
  if (state.request === null && state.status === status) return null;
  if (state.request !== null && state.request.status === status && !state.request.lazy) return state.request;
  return { status, lazy: false };
}
