import type { CallTimes, SimulatedWorker } from './simulated-worker.ts';

/** Where a run ends, whatever comes first. */
export interface RunLimits {
  readonly lifecycles: number;
  readonly seconds: number;
}

export interface LifecyclesResult {
  readonly lifecycles: number;
  readonly seconds: number;
  /** Tasks of the job that were handed out more than once. */
  readonly handedOutTwice: number;
}

/**
 * Lets all workers run tasks of the job until none is left or a limit is reached; begun tasks are finished.
 * @throws Error when a task of another job is handed out: the figures would be of something else
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
      if (task.job !== jobId) throw new Error('the manager has other jobs too; use one that has nothing else to do');
      if (seen.has(task.name)) handedOutTwice += 1;
      seen.add(task.name);
      await worker.finish(task);
      finished += 1;
    }
  }

  await Promise.all(workers.map(work));
  return { lifecycles: finished, seconds: (performance.now() - started) / 1000, handedOutTwice };
}

/** Makes the arrays that the workers write the durations of their calls to. */
export function callTimes(): CallTimes {
  return { ask: [], update: [] };
}

/** The value below which the part `share` (0 to 1) of the values are; 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
