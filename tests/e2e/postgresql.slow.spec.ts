import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '#server/contracts/job.ts';
import type { Database } from '#server/persistence/database.ts';
import { openPostgresql } from '#server/persistence/open-postgresql.ts';
import { freePort } from '#scripts/farm/free-port.ts';
import type { Program } from '#scripts/farm/program.ts';
import { startManager, waitUntilReady } from '#scripts/farm/start-manager.ts';
import { PROJECT_ROOT } from '#scripts/project-root.ts';
import { runQuietly } from '#scripts/system/run-quietly.ts';
import { farmSnapshot } from '#tests/support/farm-snapshot.ts';
import { needs } from '#tests/support/needs.ts';
import { ensurePostgres, type PostgresServer, startPostgres } from '#tests/support/postgres-server.ts';
import { ECHO_JOB, TestClient } from '#tests/support/test-client.ts';
import { unsound } from '#tests/support/unsound.ts';
import { type SimulatedWorker, simulateWorker } from './support/simulated-worker.ts';
import { NO_DELIVERY } from '#tests/support/actors.ts';

const programs = await ensurePostgres();

describe('a real PostgreSQL server', needs('the programs of a PostgreSQL server', programs !== undefined), () => {
  let server: PostgresServer;
  let address: string;
  beforeAll(async () => {
    server = await startPostgres(programs ?? '');
    address = await server.createDatabase('first');
  });
  afterAll(() => server?.stop());

  it('passes the specs of persistence and use cases as PGlite does', async () => {
    const vitest = join(PROJECT_ROOT, 'node_modules', '.bin', 'vitest');
    const specs = ['tests/server/persistence', 'tests/server/use-cases'];
    const env = { ...process.env, FLAMENCO_TEST_POSTGRES: address.replace(/first$/, ''), FORCE_COLOR: '0' };
    const args = ['run', '--project', 'unit', '--testNamePattern', 'PostgreSQL', ...specs];
    const { code, said } = await runQuietly(vitest, args, { cwd: PROJECT_ROOT, env });
    expect(code, said).toBe(0);
    // Vitest is content when no title fits the pattern.
    expect(said).toMatch(/^ *Tests +[1-9]\d* passed/m);
  });

  it('never sees a NUL character, which it could not store', async () => {
    const home = await mkdtemp(join(tmpdir(), 'flamenco nul '));
    const port = await freePort();
    const settings = { database: await server.createDatabase('nul') };
    const manager = await startManager({ home, port, name: 'nul', settings });
    try {
      const url = `http://127.0.0.1:${port}`;
      await waitUntilReady(manager, url);
      const client = new TestClient(url);
      const worker = await client.awakeWorker();
      await client.submitJob();
      const task = await client.nextTask(worker);
      const said = { activity: 'a\0b', log: 'a\0b\n' };
      const told = task && (await client.report(worker, task, said));
      const message = 'a\0b';
      const refused = [
        await client.call('POST', '/jobs', { body: { ...ECHO_JOB, name: message } }),
        await client.call('POST', '/jobs', { body: { ...ECHO_JOB, settings: { ...ECHO_JOB.settings, message } } }),
        await client.call('POST', '/worker-mgt/tags', { body: { name: message } }),
        await client.call('GET', `/jobs?metadata_key=${encodeURIComponent(message)}&metadata_value=x`),
      ];
      expect([told?.status, ...refused.map(({ status }) => status)]).toEqual([204, 400, 400, 400, 400]);
    } finally {
      await manager.stop();
      await rm(home, { recursive: true });
    }
  });

  describe('with two managers on one database', () => {
    const JOBS = 12;
    let home: string;
    const managers: Program[] = [];
    const workers: SimulatedWorker[] = [];
    const submitted: string[] = [];
    let database: Database;

    beforeAll(async () => {
      home = await mkdtemp(join(tmpdir(), 'flamenco two managers '));
      const settings = { database: await server.createDatabase('shared') };
      const places = await Promise.all(
        ['one', 'two'].map(async (name) => ({ home: join(home, name), port: await freePort(), name, settings })),
      );
      managers.push(...(await Promise.all(places.map((place) => startManager(place)))));
      const urls = places.map((place) => `http://127.0.0.1:${place.port}`);
      await Promise.all(managers.map((manager, index) => waitUntilReady(manager, urls[index] ?? '')));
      const clients = urls.map((url) => new TestClient(url));
      const submissions = Array.from({ length: JOBS }, async (_, number) => {
        const settingsOfJob = { ...ECHO_JOB.settings, sleep_repeats: 6 };
        return (await clients[number % 2]?.submitJob({ settings: settingsOfJob }))?.id ?? '';
      });
      submitted.push(...(await Promise.all(submissions)));
      const hired = await Promise.all(
        Array.from({ length: 6 }, async (_, number) => {
          const client = clients[number % 2];
          return client && simulateWorker(client, await client.awakeWorker(`worker ${number}`));
        }),
      );
      workers.push(...hired.filter((worker) => worker !== undefined));
      for (const id of submitted) await untilCompleted(clients[0], id);
      for (const worker of workers) await worker.stop();
      database = await openPostgresql(settings.database, NO_DELIVERY);
    });
    afterAll(async () => {
      for (const worker of workers) await worker.stop();
      for (const manager of managers) await manager.stop();
      await database?.close();
      await rm(home, { recursive: true });
    });

    it('no task is handed out twice, and nobody gets an unexpected answer', async () => {
      const attempts = await database.tables.selectFrom('attempts').select(['task_id', 'outcome']).execute();
      expect(new Set(attempts.map((attempt) => attempt.task_id)).size).toBe(attempts.length);
      expect(attempts.every((attempt) => attempt.outcome === 'completed')).toBe(true);
      expect(workers.flatMap((worker) => [...worker.surprises, ...worker.refused])).toEqual([]);
    });

    it('workers of both have worked, and what is stored is consistent', async () => {
      expect(workers.filter((worker) => worker.acknowledged.length > 0).length).toBeGreaterThan(1);
      expect(unsound(await farmSnapshot(database.tables))).toEqual([]);
    });

    it('jobs that were submitted at the same moment have different numbers', async () => {
      const jobs = await database.tables.selectFrom('jobs').select('number').orderBy('number').execute();
      expect(jobs.map((job) => job.number)).toEqual(Array.from({ length: JOBS }, (_, index) => index + 1));
    });
  });
});

async function untilCompleted(client: TestClient | undefined, id: string): Promise<void> {
  for (;;) {
    const job = await client?.get<Job>(`/jobs/${id}`);
    if (job?.status === 'completed') return;
    if (job?.status !== 'queued' && job?.status !== 'active') throw new Error(`job ${id} is ${job?.status}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
