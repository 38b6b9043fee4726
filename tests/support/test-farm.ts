import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Job, JobStatus } from '#server/contracts/job.ts';
import { freePort } from '#scripts/farm/free-port.ts';
import { managerApi, type JobOrder, type ManagerApi } from '#scripts/farm/manager-api.ts';
import type { Program } from '#scripts/farm/program.ts';
import { startManager, waitUntilReady } from '#scripts/farm/start-manager.ts';
import { startWorker } from '#scripts/farm/start-worker.ts';

const FINAL: ReadonlySet<JobStatus> = new Set(['completed', 'failed', 'canceled']);

/** A real manager and real workers, as processes in a folder of their own. */
export type TestFarm = {
  /** The farm's folder; the shared storage is `storage` in it. */
  home: string;
  url: string;
  api: ManagerApi;
  manager: Program;
  workers: Program[];
  submit(order: JobOrder): Promise<Job>;
  /**
   * Waits until a job has one of the statuses.
   * @throws Error with all logs if it ends in any other way, or if a program ends
   */
  waitForJob(id: string, statuses?: readonly JobStatus[]): Promise<Job>;
  /** Everything that the programs logged, and the logs of failed tasks, for the message of a failed test. */
  logs(jobId?: string): Promise<string>;
  /** Stops everything and removes the folder. */
  stop(): Promise<void>;
};

/** Starts a farm. `settings` are more keys for the manager's configuration file. */
export async function startTestFarm(
  options: { workers?: number; settings?: Record<string, unknown> } = {},
): Promise<TestFarm> {
  const home = await mkdtemp(join(tmpdir(), 'flamenco test farm '));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const api = managerApi(url);
  const manager = await startManager({ home, port, name: 'Test farm', settings: options.settings });
  const workers: Program[] = [];
  const programs = () => [manager, ...workers];

  const logs = async (jobId?: string) => {
    const parts = programs().map((program) => `--- ${program.name}\n${program.tail(60)}`);
    const tasks = jobId ? await api.tasks(jobId).catch(() => []) : [];
    for (const task of tasks.filter((each) => each.status === 'failed' || each.status === 'soft-failed')) {
      parts.push(`--- task ${task.name}\n${await api.logTail(task.id).catch(String)}`);
    }
    return parts.join('\n');
  };
  const stop = async () => {
    for (const program of programs().toReversed()) await program.stop();
    await rm(home, { recursive: true, force: true });
  };
  const waitForJob = async (id: string, statuses: readonly JobStatus[] = ['completed']) => {
    for (;;) {
      const job = await api.job(id);
      if (statuses.includes(job.status)) return job;
      const gone = programs().find((program) => !program.isRunning());
      if (gone) throw new Error(`the ${gone.name} ended\n${await logs(id)}`);
      if (FINAL.has(job.status)) throw new Error(`the job is ${job.status}: ${job.activity}\n${await logs(id)}`);
      await wait(100);
    }
  };

  try {
    await waitUntilReady(manager, url);
    for (let number = 1; number <= (options.workers ?? 1); number++) {
      workers.push(await startWorker(join(home, `worker ${number}`), url, `worker ${number}`));
    }
  } catch (error) {
    const said = await logs();
    await stop();
    throw new Error(`the farm did not start\n${said}`, { cause: error });
  }
  return { home, url, api, manager, workers, submit: api.submit, waitForJob, logs, stop };
}
