import { randomInt } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '#server/contracts/job.ts';
import type { Database } from '#server/persistence/database.ts';
import { openSqlite } from '#server/persistence/open-sqlite.ts';
import { freePort } from '#scripts/farm/free-port.ts';
import type { Program } from '#scripts/farm/program.ts';
import { startManager, waitUntilReady } from '#scripts/farm/start-manager.ts';
import { farmSnapshot } from '#tests/support/farm-snapshot.ts';
import { TestClient } from '#tests/support/test-client.ts';
import { unsound } from '#tests/support/unsound.ts';
import { persistently, type SimulatedWorker, simulateWorker } from './support/simulated-worker.ts';
import { NO_DELIVERY } from '#tests/support/actors.ts';

/**
 * How many times the manager is killed: at least the first number, even on a slow machine, then until the time is up.
 */
const [LEAST_ROUNDS, MOST_ROUNDS] = [12, 25];
const LOOP_MS = 60_000;
const FINISH_MS = 90_000;
const MAX_JOBS = 80;

/** Nine tasks that can run side by side, and one that waits for all of them. */
const SCRIPT = `
const JOB_TYPE = { label: 'Fan', settings: [] };
function compileJob(job) {
  const last = author.Task('last', 'misc');
  for (let index = 0; index < 9; index++) {
    const task = author.Task('part ' + index, 'misc');
    task.addCommand(author.Command('echo', { message: 'hello' }));
    last.addDependency(task);
    job.addTask(task);
  }
  last.addCommand(author.Command('echo', { message: 'done' }));
  job.addTask(last);
}
`;

describe('a manager that is killed again and again while its farm works', () => {
  let home: string;
  let manager: Program;
  let workers: SimulatedWorker[] = [];
  let database: Database;
  const submitted: string[] = [];
  const restarts: number[] = [];
  let unfinished: string[] = [];

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'flamenco crash loop '));
    await mkdir(join(home, 'scripts'));
    await writeFile(join(home, 'scripts', 'fan.js'), SCRIPT);
    const place = { home, port: await freePort(), name: 'Crash loop' };
    const url = `http://127.0.0.1:${place.port}`;
    const client = new TestClient(url);
    const start = async () => {
      manager = await startManager(place);
      await waitUntilReady(manager, url);
    };

    await start();
    for (const name of ['anna', 'ben', 'cleo', 'dora']) {
      workers.push(simulateWorker(client, await client.awakeWorker(name, ['misc'])));
    }
    const enough = new AbortController();
    const submitter = submitJobs(client, submitted, enough.signal);
    const end = performance.now() + LOOP_MS;
    for (let round = 0; round < MOST_ROUNDS && (round < LEAST_ROUNDS || performance.now() < end); round++) {
      // Every other manager lives until it has acknowledged a job, so that there is always work that could be lost.
      const known = submitted.length;
      while (round % 2 === 0 && submitted.length === known && known < MAX_JOBS) await pause(10);
      await pause(randomInt(20, 900));
      process.kill(manager.pid, 'SIGKILL');
      await manager.ended;
      const before = performance.now();
      await start();
      restarts.push(Math.round(performance.now() - before));
    }
    enough.abort();
    await submitter;
    unfinished = await waitForAll(client, submitted);
    for (const worker of workers) await worker.stop();
    await manager.stop();
    database = await openSqlite(join(home, 'flamenco-manager.sqlite'), NO_DELIVERY);
  }, 300_000);

  afterAll(async () => {
    for (const worker of workers) await worker.stop();
    workers = [];
    await manager?.stop();
    await database?.close();
    await rm(home, { recursive: true, force: true });
  });

  it('was killed while there was work to do', async ({ annotate }) => {
    await annotate(
      `${restarts.length} kills, ${submitted.length} jobs; restarts took ${Math.min(...restarts)} to ${Math.max(...restarts)} ms`,
    );
    expect(restarts.length).toBeGreaterThan(5);
    expect(submitted.length).toBeGreaterThan(5);
  });

  it('lost no job that it had acknowledged', async () => {
    const jobs = new Set((await database.tables.selectFrom('jobs').select('id').execute()).map((job) => job.id));
    expect(submitted.filter((id) => !jobs.has(id))).toEqual([]);
  });

  it('lost no completion that it had acknowledged', async () => {
    const rows = await database.tables
      .selectFrom('attempts')
      .innerJoin('tasks', 'tasks.id', 'attempts.task_id')
      .select(['attempts.id', 'attempts.outcome', 'tasks.status', 'tasks.attempt_id'])
      .execute();
    const stored = new Map(rows.map((row) => [row.id, row]));
    for (const id of workers.flatMap((worker) => worker.acknowledged)) {
      expect(stored.get(id)).toEqual({ id, outcome: 'completed', status: 'completed', attempt_id: id });
    }
  });

  it('accepted the completion of each task from one attempt only, and took no task away from a worker', async () => {
    const attempts = await database.tables.selectFrom('attempts').select(['task_id', 'outcome']).execute();
    const completed = attempts.filter((attempt) => attempt.outcome === 'completed').map((attempt) => attempt.task_id);
    expect(new Set(completed).size).toBe(completed.length);
    expect(workers.flatMap((worker) => worker.refused)).toEqual([]);
  });

  it('gave no worker an unexpected answer', () => {
    expect(workers.flatMap((worker) => worker.surprises)).toEqual([]);
  });

  it('left a consistent database', async () => {
    expect(await database.checkIntegrity('whole')).toEqual([]);
    expect(unsound(await farmSnapshot(database.tables))).toEqual([]);
  });

  it('finished every job in the end', async () => {
    expect(unfinished).toEqual([]);
    const jobs = await database.tables.selectFrom('jobs').select('status').execute();
    expect(jobs.every((job) => job.status === 'completed')).toBe(true);
  });
});

/** Submits jobs until told to stop, and remembers those that were acknowledged. */
async function submitJobs(client: TestClient, submitted: string[], signal: AbortSignal): Promise<void> {
  const body = { name: 'fan', type: 'fan', submitter_platform: 'linux', settings: {} };
  while (!signal.aborted && submitted.length < MAX_JOBS) {
    const answer = await persistently(() => client.call('POST', '/jobs', { body }), signal);
    if (answer === undefined) return;
    if (answer.status !== 200) throw new Error(`submission: ${answer.status} ${JSON.stringify(answer.body)}`);
    submitted.push((answer.body as Job).id);
    await pause(randomInt(10, 150));
  }
}

/** Waits until all jobs are completed; if it takes too long, resolves to those that are not. */
async function waitForAll(client: TestClient, ids: readonly string[]): Promise<string[]> {
  const end = performance.now() + FINISH_MS;
  let left = [...ids];
  while (left.length > 0 && performance.now() < end) {
    const [first = ''] = left;
    const { status } = await client.get<Job>(`/jobs/${first}`);
    if (status === 'completed') left = left.slice(1);
    else await pause(50);
  }
  return left;
}
