import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messagesIn } from '#tests/support/live-messages.ts';
import { freePort } from '#scripts/farm/free-port.ts';
import type { Program } from '#scripts/farm/program.ts';
import { startManager, waitUntilReady } from '#scripts/farm/start-manager.ts';
import { needs } from '#tests/support/needs.ts';
import { ensurePostgres, type PostgresServer, startPostgres } from '#tests/support/postgres-server.ts';
import { readServerEvents } from '#tests/support/read-server-events.ts';
import { ECHO_JOB, TestClient } from '#tests/support/test-client.ts';

const programs = await ensurePostgres();

interface Manager {
  readonly url: string;
  readonly client: TestClient;
  readonly program: Program;
}

describe('two managers on one PostgreSQL', needs('the programs of a PostgreSQL server', programs !== undefined), () => {
  let server: PostgresServer;
  let home: string;
  const managers: Manager[] = [];

  async function start(name: string, database: string): Promise<Manager> {
    const port = await freePort();
    const program = await startManager({ home: join(home, name), port, name, settings: { database } });
    const url = `http://127.0.0.1:${port}`;
    const manager = { url, client: new TestClient(url), program };
    managers.push(manager);
    await waitUntilReady(program, url);
    return manager;
  }
  const log = (manager: Manager) => readFile(manager.program.logPath, 'utf8');

  /** Submits a job and asks for its deletion; resolves when the job is gone. */
  async function deleteJob({ client }: Manager): Promise<void> {
    const { id } = await client.submitJob();
    expect((await client.call('DELETE', `/jobs/${id}`)).status).toBe(204);
    await expect.poll(async () => (await client.call('GET', `/jobs/${id}`)).status, { timeout: 30_000 }).toBe(404);
  }

  let first: Manager;
  let second: Manager;
  beforeAll(async () => {
    server = await startPostgres(programs ?? '');
    home = await mkdtemp(join(tmpdir(), 'flamenco in charge '));
    const database = await server.createDatabase('farm');
    first = await start('first', database);
    second = await start('second', database);
  });
  afterAll(async () => {
    for (const { program } of managers) await program.stop();
    await server?.stop();
    await rm(home, { recursive: true });
  });

  it('what happens on one is shown on the pages of the other, in order and once', async () => {
    const leave = new AbortController();
    const address = `${second.url}/api/trpc/live.events?input=${encodeURIComponent('{}')}`;
    const next = readServerEvents(await fetch(address, { signal: leave.signal }));
    expect(messagesIn((await next()).data)).toEqual([{ kind: 'gap' }]);
    const ids: string[] = [];
    for (let job = 0; job < 20; job++) {
      const { client } = job % 2 === 0 ? first : second;
      ids.push((await client.submitJob({ name: `job ${job}` })).id);
    }
    const heard: string[] = [];
    const seen: number[] = [];
    while (heard.length < ids.length) {
      for (const message of messagesIn((await next()).data)) {
        if (message.kind === 'progress') continue;
        if (message.kind !== 'event') throw new Error(`unexpected: ${JSON.stringify(message)}`);
        seen.push(message.event.seq);
        if (message.event.type === 'job.submitted') heard.push(message.event.payload.job.id);
      }
    }
    leave.abort();
    expect(heard).toEqual(ids);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });

  it('the one in charge does what has to be done once per farm, whichever was asked', async () => {
    await deleteJob(second);
    expect(await log(first)).toContain('"took charge of the farm"');
    expect(await log(first)).toContain('"job deleted"');
    expect(await log(second)).not.toContain('"job deleted"');
  });

  it('the other takes over when the one in charge is killed', async () => {
    process.kill(first.program.pid, 'SIGKILL');
    await first.program.ended;
    await deleteJob(second);
    expect(await log(second)).toContain('"took charge of the farm"');
    expect(await log(second)).toContain('"job deleted"');
  });

  it('everything is refused for the time being while the database is away, and carries on when it is back', async () => {
    await server.halt();
    for (const [method, path] of [
      ['GET', '/jobs'],
      ['POST', '/jobs'],
    ] as const) {
      const body = method === 'POST' ? { body: ECHO_JOB } : {};
      expect(await second.client.call(method, path, body)).toMatchObject({
        status: 503,
        body: { message: expect.stringContaining('database cannot be reached') },
      });
    }
    await server.goOn();
    await expect.poll(async () => (await second.client.call('GET', '/jobs')).status).toBe(200);
    await deleteJob(second);
  });
});
