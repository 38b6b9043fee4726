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

export interface TimeoutCheck {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly timeoutMs: number;
}

/** An active task whose worker gave no sign of life. `lastTouchedAt`: RFC 3339; `null` counts as overdue, nobody is on it. */
export function isTaskOverdue(
  task: { readonly status: TaskStatus; readonly lastTouchedAt: string | null },
  check: TimeoutCheck,
): boolean {
  if (task.status !== 'active') return false;
  const limit = overdueBefore(check.now, check.timeoutMs);
  return limit !== null && (task.lastTouchedAt === null || task.lastTouchedAt <= limit);
}

/** A worker that should be heard of and was not. `lastSeenAt`: RFC 3339. */
export function isWorkerOverdue(
  worker: { readonly status: WorkerStatus | ''; readonly lastSeenAt: string | null },
  check: TimeoutCheck,
): boolean {
  if (!(WATCHED_WORKER_STATUSES as readonly string[]).includes(worker.status)) return false;
  const limit = overdueBefore(check.now, check.timeoutMs);
  return limit !== null && (worker.lastSeenAt === null || worker.lastSeenAt <= limit);
}
