import { TASK_STATUSES, type TaskStatus } from '../contracts/task.ts';
import type { MassTaskChange, TaskTally } from './farm-facts.ts';

/** Statuses of tasks that a worker has or may be given. */
export const RUNNABLE_OR_RUNNING = ['active', 'queued', 'soft-failed'] as const satisfies readonly TaskStatus[];

/** Number of tasks of the job. */
export function totalOf(tally: TaskTally): number {
  return TASK_STATUSES.reduce((sum, status) => sum + tally[status], 0);
}

/** The tally after one task changed its status. */
export function afterOne(tally: TaskTally, from: TaskStatus, to: TaskStatus): TaskTally {
  if (from === to) return tally;
  return { ...tally, [from]: tally[from] - 1, [to]: tally[to] + 1 };
}

/** The tally after a mass change. */
export function afterMassChange(tally: TaskTally, change: MassTaskChange): TaskTally {
  const next = { ...tally };
  for (const from of change.from) {
    if (from === change.to) continue;
    next[change.to] += next[from];
    next[from] = 0;
  }
  return next;
}

/** How many tasks have not ended: they are running, waiting or paused. */
export function unfinished(tally: TaskTally): number {
  return tally.active + tally.queued + tally['soft-failed'] + tally.paused;
}

/**
 * How a job ends once all its tasks have ended; `null` until then. Flamenco 3 only recognises "all completed" and
 * leaves a job with one failed and ninety-nine completed tasks active forever; ours ends.
 */
export function outcomeOf(tally: TaskTally): 'completed' | 'failed' | 'canceled' | null {
  if (unfinished(tally) > 0) return null;
  if (tally.failed > 0) return 'failed';
  return tally.canceled > 0 ? 'canceled' : 'completed';
}
