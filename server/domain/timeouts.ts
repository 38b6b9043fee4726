import type { TaskStatus } from '../contracts/task.ts';
import type { WorkerStatus } from '../contracts/worker.ts';
import { timestamp } from './clock.ts';

/** After the manager's start nobody is overdue for this long, so that workers can find it again. */
export const FIRST_TIMEOUT_CHECK_MS = 5 * 60_000;
export const TIMEOUT_CHECK_EVERY_MS = 60_000;

/** Statuses of workers that are expected to be heard of. Empty (never signed on), `offline` and `error` are not. */
export const WATCHED_WORKER_STATUSES = [
  'starting',
  'awake',
  'asleep',
  'testing',
  'restart',
] as const satisfies readonly WorkerStatus[];

/**
 * Who was last heard of at this moment or earlier is overdue. `null` when the time-out is off (0), which switches off
 * this one only (mended: in Flamenco 3 `task_timeout: 0` silences both, and `worker_timeout: 0` loses all workers).
 * Queries compare it with the stored timestamps, which sort as text.
 */
export function overdueBefore(now: number, timeoutMs: number): string | null {
  return timeoutMs <= 0 ? null : timestamp(now - timeoutMs);
}

/** An active task whose worker gave no sign of life since `before`; one on which nobody is (`null`) is overdue, too. */
export function isTaskOverdue(
  task: { readonly status: TaskStatus; readonly lastTouchedAt: string | null },
  before: string,
): boolean {
  return task.status === 'active' && isLongAgo(task.lastTouchedAt, before);
}

/** A worker that is expected to be heard of and was not since `before`. */
export function isWorkerOverdue(
  worker: { readonly status: WorkerStatus | ''; readonly lastSeenAt: string | null },
  before: string,
): boolean {
  return (WATCHED_WORKER_STATUSES as readonly string[]).includes(worker.status) && isLongAgo(worker.lastSeenAt, before);
}

function isLongAgo(moment: string | null, before: string): boolean {
  return moment === null || moment <= before;
}
