import type { WorkerRow as ListedWorker } from '../contracts/web/worker-rows.ts';
import type { RefusedWishes } from '../contracts/worker.ts';
import type { WorkerRow } from './tables.ts';

/** A worker as our pages list it and as events carry it, without the task that it runs. */
export function listedWorker(
  row: Omit<WorkerRow, 'secret_hash' | 'next_secret_hash' | 'enrolment_code_id'>,
): Omit<ListedWorker, 'task'> {
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    status_change:
      row.status_requested === null ? null : { status: row.status_requested, is_lazy: row.status_request_lazy === 1 },
    address: row.address,
    platform: row.platform,
    version: row.software,
    can_restart: row.can_restart === 1,
    approval: row.approval,
    new_secret_asked: row.new_secret_asked_at,
    locked: [
      ...(row.name_locked === 1 ? (['name'] as const) : []),
      ...(row.tags_locked === 1 ? (['tags'] as const) : []),
    ],
    refused_wishes: row.refused_wishes === null ? null : (JSON.parse(row.refused_wishes) as RefusedWishes),
    task_types: JSON.parse(row.supported_task_types) as string[],
    last_seen: row.last_seen_at,
    updated: row.updated_at,
  };
}
