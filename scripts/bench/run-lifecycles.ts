import type { CallTimes, SimulatedWorker } from './simulated-worker.ts';

/** A run ends at the first of these limits that it reaches. */
export interface RunLimits {
  readonly lifecycles: number;
  readonly seconds: number;
}

export interface LifecyclesResult {
  readonly lifecycles: number;
  readonly seconds: number;
  /** How many of the job's tasks were handed out more than once. */
  readonly handedOutTwice: number;
}

/**
 * Lets all workers run tasks of the job until none are left or a limit is reached; tasks that were begun are finished.
 * @throws Error if a task of another job is handed out, as the figures would measure something else
 */
export async function runLifecycles(
  workers: readonly SimulatedWorker[],
  jobId: string,
  limits: RunLimits,
): Promise<LifecyclesResult> {
  const seen = new Set<string>();
  let begun = 0;
  let finished = 0;
  let handedOutTwice = 0;
  const started = performance.now();
  const isOver = () => begun >= limits.lifecycles || performance.now() - started > limits.seconds * 1000;

  async function work(worker: SimulatedWorker): Promise<void> {
    while (!isOver()) {
      begun += 1;
      const task = await worker.ask();
      if (!task) return;
      if (task.job !== jobId) throw new Error('the manager has other jobs, too; use one that has nothing else to do');
      if (seen.has(task.name)) handedOutTwice += 1;
      seen.add(task.name);
      await worker.finish(task);
      finished += 1;
    }
  }

  await Promise.all(workers.map(work));
  return { lifecycles: finished, seconds: (performance.now() - started) / 1000, handedOutTwice };
}

/** Creates the arrays to which the workers add the durations of their calls. */
export function callTimes(): CallTimes {
  return { ask: [], update: [] };
}

/** The value below which the given share (0 to 1) of the values lies; 0 if there are none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
