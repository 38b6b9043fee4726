import type { WorkerEvent } from '#server/contracts/events/worker-event.ts';
import type { WorkersTask } from '#server/contracts/web/live.ts';
import type { TagRow } from '#server/contracts/web/tag-rows.ts';
import type { WorkerRow } from '#server/contracts/web/worker-rows.ts';

/** A row after an event about its worker; the same object if the event is older. */
export function patchWorker(row: WorkerRow, { worker, task }: WorkerEvent): WorkerRow {
  if (worker.id !== row.id || worker.updated < row.updated) return row;
  return { ...row, ...worker, ...(task && { task }) };
}

/** A row after news about the task that its worker is running. News about a task that it ran before changes nothing. */
export function patchWorkersTask(row: WorkerRow, { worker_id, task }: WorkersTask): WorkerRow {
  const isIts = worker_id === row.id && (task.status === 'active' || task.id === row.task?.id);
  return isIts ? { ...row, task } : row;
}

/** The workers table after a burst of events, in order. Removed workers go, new ones are added at the end. */
export function patchWorkers(
  rows: readonly WorkerRow[],
  events: readonly WorkerEvent[],
  tasks: readonly WorkersTask[],
): WorkerRow[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const event of events) {
    const { id } = event.worker;
    const row = byId.get(id);
    if (isRemoval(event)) byId.delete(id);
    else byId.set(id, row ? patchWorker(row, event) : { ...event.worker, task: event.task ?? null });
  }
  for (const news of tasks) {
    const row = byId.get(news.worker_id);
    if (row) byId.set(row.id, patchWorkersTask(row, news));
  }
  return [...byId.values()];
}

/** The tags with their workers, after events that name the tags of a worker. */
export function patchTags(rows: readonly TagRow[], events: readonly WorkerEvent[]): TagRow[] {
  return rows.map((row) => {
    const members = new Set(row.worker_ids);
    for (const event of events) {
      if (!event.tags) continue;
      if (!isRemoval(event) && event.tags.some((tag) => tag.id === row.id)) members.add(event.worker.id);
      else members.delete(event.worker.id);
    }
    return { ...row, worker_ids: [...members] };
  });
}

/** Whether the worker left the farm with this event. */
export function isRemoval(event: WorkerEvent): boolean {
  return event.changed.includes('removed');
}
