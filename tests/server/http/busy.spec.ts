import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqlite } from '#server/persistence/open-sqlite.ts';
import { ECHO_JOB } from '#tests/support/test-client.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';
import { NO_DELIVERY } from '#tests/support/actors.ts';

let manager: TestManager;
let other: BetterSqlite.Database;
let stopAll: () => Promise<void>;

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'flamenco-busy-'));
  const file = join(folder, 'farm.sqlite');
  const database = await openSqlite(file, { ...NO_DELIVERY, lockPatienceMs: 100 });
  manager = await startTestManager({ farm: { database } });
  other = new BetterSqlite(file);
  stopAll = async () => {
    other.close();
    await manager.stop();
    await database.close();
    await rm(folder, { recursive: true });
  };
});
afterEach(() => stopAll());

test('while another program locks the database, changes are answered with 503 and a time to try again', async () => {
  other.exec('begin immediate');
  const refused = await manager.client.call('POST', '/jobs', { body: ECHO_JOB });
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(refused.body).toMatchObject({ code: 503, message: expect.stringContaining('Another program holds') });
  expect(manager.logLines.some((line) => line.includes('request refused for now'))).toBe(true);
});

test('in the meantime, everything that would be stored is refused like this, and none of it is stored', async () => {
  const job = await manager.client.submitJob();
  const registration = { name: 'w', platform: 'linux', secret: 'x'.repeat(32), supported_task_types: ['misc'] };
  const calls = [
    ['DELETE', `/jobs/${job.id}`, undefined],
    ['DELETE', '/jobs/mass-delete', { last_updated_max: '2999-01-01T00:00:00Z' }],
    ['POST', '/worker/register-worker', registration],
  ] as const;
  other.exec('begin immediate');
  for (const [method, path, body] of calls) {
    const refused = await manager.client.call(method, path, { body });
    expect([method, path, refused.status]).toEqual([method, path, 503]);
    expect(refused.body).toMatchObject({ code: 503, message: expect.stringContaining('Another program holds') });
  }
  other.exec('rollback');
  expect(await manager.client.get(`/jobs/${job.id}`)).not.toHaveProperty('delete_requested_at');
  expect(await manager.client.get('/worker-mgt/workers')).toEqual({ workers: [] });
});

test('while another program locks the database, read requests are answered as usual', async () => {
  const job = await manager.client.submitJob();
  other.exec('begin immediate');
  expect(await manager.client.get(`/jobs/${job.id}`)).toMatchObject({ id: job.id, status: 'queued' });
});

test('a worker that was refused gets its task once the database is free', async () => {
  await manager.client.submitJob();
  const worker = await manager.client.awakeWorker();
  other.exec('begin immediate');
  expect((await manager.client.call('POST', '/worker/task', { worker })).status).toBe(503);
  other.exec('rollback');
  expect(await manager.client.nextTask(worker)).toBeDefined();
});
