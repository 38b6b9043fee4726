import type { WorkerSummary } from '../../../contracts/worker.ts';
import type { WorkerRow } from '../../../persistence/tables.ts';

/** A worker as lists in `/api/v3` send it, with `status_change` only while one is requested. */
export function workerSummary(row: WorkerRow): WorkerSummary {
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    version: row.software,
    can_restart: row.can_restart === 1,
    ...(row.last_seen_at === null ? {} : { last_seen: row.last_seen_at }),
    ...(row.status_requested === null
      ? {}
      : { status_change: { status: row.status_requested, is_lazy: row.status_request_lazy === 1 } }),
    ...(row.approval === null ? {} : { approval: row.approval }),
  };
}
