import { setTimeout as wait } from 'node:timers/promises';
import { callTimes } from '#scripts/bench/run-lifecycles.ts';
import { SimulatedWorker } from '#scripts/bench/simulated-worker.ts';

/** Workers that run tasks at a steady pace, however fast the manager could hand them out. */
export interface SteadyLoad {
  /** Runs so many tasks to their end; each changes its status twice. Resolves to how many minutes that took. */
  run(tasks: number): Promise<number>;
  stop(): Promise<void>;
}

/** Has `workers` simulated workers run `perSecond` tasks a second, together. */
export async function steadyLoad(url: string, workers: number, perSecond: number): Promise<SteadyLoad> {
  const times = callTimes();
  const all = await Promise.all(
    Array.from({ length: workers }, (_, n) => SimulatedWorker.join(url, `steady-${n + 1}`, times)),
  );
  return {
    async run(tasks) {
      const started = performance.now();
      let begun = 0;
      const work = async (worker: SimulatedWorker): Promise<void> => {
        for (let n = begun++; n < tasks; n = begun++) {
          await wait(Math.max(0, started + (n / perSecond) * 1000 - performance.now()));
          const task = await worker.ask();
          if (!task) throw new Error(`there were only ${n} tasks`);
          await worker.finish(task);
        }
      };
      await Promise.all(all.map(work));
      return (performance.now() - started) / 60_000;
    },
    async stop() {
      await Promise.all(all.map((worker) => worker.signOff()));
    },
  };
}
