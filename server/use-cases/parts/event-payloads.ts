import type { JobEvent, TaskEvent, WorkerEvent, WorkerTagEvent } from '../../contracts/event.ts';
import type { TaskStatus } from '../../contracts/task.ts';
import type { WorkerStatus } from '../../contracts/worker.ts';
import type { JobRow, TaskRow, WorkerRow, WorkerTagRow } from '../../persistence/tables.ts';
import { ownFailurePolicy } from './job-failure-policy.ts';

/** What is told of a job as it is in `row`; `extra` adds what only this event knows. */
export function jobEvent(row: JobRow, extra: Partial<JobEvent> = {}): JobEvent {
  return {
    id: row.id,
    name: row.name,
    updated: row.updated_at,
    status: row.status,
    type: row.type,
    priority: row.priority,
    refresh_tasks: false,
    steps_completed: row.steps_completed,
    steps_total: row.steps_total,
    ...(row.keep === 1 ? { keep: true } : {}),
    ...(row.failure_policy === null ? {} : { failure_policy: ownFailurePolicy(row) }),
    ...(row.delete_requested_at ? { delete_requested_at: row.delete_requested_at } : {}),
    ...extra,
  };
}

/** What is told of a task as it is in `row`. */
export function taskEvent(
  row: TaskRow,
  worker: { id: string; name: string } | undefined,
  previous?: TaskStatus,
): TaskEvent {
  return {
    id: row.id,
    job_id: row.job_id,
    name: row.name,
    updated: row.updated_at,
    status: row.status,
    activity: row.activity,
    steps_completed: row.steps_completed,
    steps_total: row.steps_total,
    ...(worker ? { worker: { name: worker.name, uuid: worker.id } } : {}),
    ...(previous ? { previous_status: previous } : {}),
  };
}

/** What is told of a worker as it is in `row`. */
export function workerEvent(row: WorkerRow, previous?: WorkerStatus | ''): WorkerEvent {
  return {
    id: row.id,
    name: row.name,
    updated: row.updated_at,
    status: row.status,
    version: row.software,
    can_restart: row.can_restart === 1,
    ...(row.last_seen_at ? { last_seen: row.last_seen_at } : {}),
    ...(previous === undefined ? {} : { previous_status: previous }),
    ...(row.status_requested
      ? { status_change: { status: row.status_requested, is_lazy: row.status_request_lazy === 1 } }
      : {}),
    ...(row.deleted_at ? { deleted_at: row.deleted_at } : {}),
    ...(row.approval ? { approval: row.approval } : {}),
  };
}

/** What is told of a tag as it is in `row`. */
export function workerTagEvent(row: WorkerTagRow): WorkerTagEvent {
  return { tag: workerTagBody(row) };
}

/** A tag as programs and pages get it; an empty description is left out. */
export function workerTagBody({ id, name, description }: WorkerTagRow): {
  id: string;
  name: string;
  description?: string;
} {
  return { id, name, ...(description === '' ? {} : { description }) };
}
