import type { WorkerEvent } from '#server/contracts/event.ts';
import type { WorkerRow } from '#server/contracts/web/worker-rows.ts';
import { groupById } from './patch-jobs.ts';

/** A row after an event of its worker. An event without a requested status says that none is pending. */
export function patchWorker(row: WorkerRow, event: WorkerEvent): WorkerRow {
  if (event.id !== row.id) return row;
  return {
    ...row,
    name: event.name,
    status: event.status,
    status_change: event.status_change ?? null,
    version: event.version,
    can_restart: event.can_restart,
    approval: event.approval ?? null,
    last_seen: event.last_seen ?? row.last_seen,
  };
}

/** The workers table after a burst of events, in order; removed workers go, unknown ones are left to the next fetch. */
export function patchWorkers(rows: readonly WorkerRow[], events: readonly WorkerEvent[]): WorkerRow[] {
  const byWorker = groupById(events);
  return rows.flatMap((row) => {
    const group = byWorker.get(row.id) ?? [];
    return group.some((event) => event.deleted_at) ? [] : [group.reduce(patchWorker, row)];
  });
}
