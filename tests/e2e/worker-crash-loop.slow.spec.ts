import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '#server/contracts/job.ts';
import type { Database } from '#server/persistence/database.ts';
import { openSqlite } from '#server/persistence/open-sqlite.ts';
import { freePort } from '#scripts/farm/free-port.ts';
import { type Program, startProgram } from '#scripts/farm/program.ts';
import { startManager, waitUntilReady } from '#scripts/farm/start-manager.ts';
import { farmSnapshot } from '#tests/support/farm-snapshot.ts';
import { TestClient } from '#tests/support/test-client.ts';
import { unsound } from '#tests/support/unsound.ts';
import { NO_DELIVERY } from '#tests/support/actors.ts';

const ROUNDS = 14;
const TASKS = 60;
const FINISH_MS = 120_000;

/** Tasks whose program runs for a third of a second and then records that it has ended. */
const SCRIPT = `
const JOB_TYPE = { label: 'Witness', settings: [{ key: 'folder', type: 'string', required: true }] };
function compileJob(job) {
  for (let index = 0; index < ${TASKS}; index++) {
    const task = author.Task('part ' + index, 'misc');
    const script = 'sleep 0.3; echo done >> "' + job.settings.folder + '/' + index + '"';
    task.addCommand(author.Command('exec', { exe: 'sh', args: ['-c', script] }));
    job.addTask(task);
  }
}
`;

describe('a worker that is killed again and again, sometimes while its manager is away', () => {
  let home: string;
  let manager: Program;
  let worker: Program | undefined;
  let database: Database;
  const logs: string[] = [];
  let whileAway = 0;
  let job: Job;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'flamenco worker loop '));
    await mkdir(join(home, 'scripts'));
    await mkdir(join(home, 'witness'));
    await mkdir(join(home, 'worker'));
    await writeFile(join(home, 'scripts', 'witness.js'), SCRIPT);
    const place = { home, port: await freePort(), name: 'Worker loop' };
    const url = `http://127.0.0.1:${place.port}`;
    const client = new TestClient(url);
    const startTheManager = async () => {
      manager = await startManager(place);
      await waitUntilReady(manager, url);
    };
    const startTheWorker = () => {
      const log = join(home, `worker ${logs.length}.log`);
      logs.push(log);
      const args = ['--home', join(home, 'worker'), '--manager', url, '--name', 'anna'];
      worker = startProgram('worker', 'worker/main.ts', args, log);
    };
    const killTheWorker = async () => {
      if (worker === undefined) return;
      process.kill(worker.pid, 'SIGKILL');
      await worker.ended;
    };

    await startTheManager();
    const body = {
      name: 'w',
      type: 'witness',
      submitter_platform: 'linux',
      settings: { folder: join(home, 'witness') },
    };
    job = (await client.call('POST', '/jobs', { body })).body as Job;
    startTheWorker();
    for (let round = 0; round < ROUNDS; round++) {
      const isAway = round % 3 === 2;
      await pause(randomInt(1_200, 2_500));
      if (isAway) process.kill(manager.pid, 'SIGKILL');
      if (isAway) await pause(randomInt(200, 900));
      await killTheWorker();
      if (isAway && unsent(home).includes('"completed"')) whileAway++;
      startTheWorker();
      // The worker starts before the manager does, and must not say that it is starting over before it has delivered
      // its reports.
      if (isAway) await pause(randomInt(300, 900));
      if (isAway) await startTheManager();
    }
    const end = performance.now() + FINISH_MS;
    while ((await client.get<Job>(`/jobs/${job.id}`)).status !== 'completed' && performance.now() < end)
      await pause(100);
    await worker?.stop();
    await manager.stop();
    database = await openSqlite(join(home, 'flamenco-manager.sqlite'), NO_DELIVERY);
  }, 300_000);

  afterAll(async () => {
    await worker?.stop();
    await manager?.stop();
    await database?.close();
    await rm(home, { recursive: true, force: true });
  });

  it('finished the job', async () => {
    const jobs = await database.tables.selectFrom('jobs').select('status').execute();
    expect(jobs).toEqual([{ status: 'completed' }]);
  });

  it('lost nothing it had finished', async ({ annotate }) => {
    const finished = logs.flatMap(finishedIn);
    await annotate(
      `${logs.length - 1} kills, ${finished.length} finished tasks, ${whileAway} results kept over a kill`,
    );
    expect(finished.length).toBeGreaterThan(TASKS / 2);
    const rows = await database.tables.selectFrom('attempts').select(['id', 'outcome']).execute();
    const outcomes = new Map(rows.map((row) => [row.id, row.outcome]));
    expect(finished.filter((attempt) => outcomes.get(attempt) !== 'completed')).toEqual([]);
  });

  it('completed each task once', async () => {
    const rows = await database.tables.selectFrom('attempts').select(['task_id', 'outcome']).execute();
    const completed = rows.filter((row) => row.outcome === 'completed').map((row) => row.task_id);
    expect([completed.length, new Set(completed).size]).toEqual([TASKS, TASKS]);
  });

  it('left a consistent farm', async () => {
    expect(await database.checkIntegrity('whole')).toEqual([]);
    expect(unsound(await farmSnapshot(database.tables))).toEqual([]);
  });
});

function unsent(home: string): string {
  try {
    return readFileSync(join(home, 'worker', 'flamenco-worker-unsent.jsonl'), 'utf8');
  } catch {
    return '';
  }
}

/** The attempts that the worker logged as completed: it does so once the result is with the manager or on disk. */
function finishedIn(log: string): string[] {
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"task was completed"') && line.endsWith('}'))
    .map((line) => (JSON.parse(line) as { taskId: string }).taskId);
}
