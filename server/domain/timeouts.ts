import type { TaskStatus } from '../contracts/task.ts';
import type { WorkerStatus } from '../contracts/worker.ts';
import { timestamp } from './clock.ts';

/** Nobody is overdue for this long after the manager starts, so that workers can find it again. */
export const FIRST_TIMEOUT_CHECK_MS = 5 * 60_000;
export const TIMEOUT_CHECK_EVERY_MS = 60_000;

/**
 * Workers in these statuses should be heard from; those that never signed on, are `offline` or in `error` need not be.
 */
export const WATCHED_WORKER_STATUSES = [
  'starting',
  'awake',
  'asleep',
  'testing',
  'restart',
] as const satisfies readonly WorkerStatus[];

/**
 * A task or worker last heard from at this moment or earlier is overdue; `null` when this time-out is off (0). Turning
 * one off does not affect the other (in Flamenco 3, `task_timeout: 0` turns off both, and `worker_timeout: 0` makes all
 * workers time out). Queries compare it with the stored timestamps, which sort as text.
 */
export function overdueBefore(now: number, timeoutMs: number): string | null {
  return timeoutMs <= 0 ? null : timestamp(now - timeoutMs);
}

/** Whether a task is active and its worker has given no sign of life since `before`, or never has (`null`). */
export function isTaskOverdue(
  task: { readonly status: TaskStatus; readonly lastTouchedAt: string | null },
  before: string,
): boolean {
  return task.status === 'active' && isLongAgo(task.lastTouchedAt, before);
}

/** Whether a worker should be heard from but has not been since `before`. */
export function isWorkerOverdue(
  worker: { readonly status: WorkerStatus | ''; readonly lastSeenAt: string | null },
  before: string,
): boolean {
  return (WATCHED_WORKER_STATUSES as readonly string[]).includes(worker.status) && isLongAgo(worker.lastSeenAt, before);
}

function isLongAgo(moment: string | null, before: string): boolean {
  return moment === null || moment <= before;
}
