import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from '#worker/config.ts';
import { parseCommandLine } from '#worker/command-line.ts';
import { confirmWorkerSecret } from '#server/use-cases/change-worker-secret.ts';
import { runWorker } from '#worker/run-worker.ts';
import type { TestClient } from '#tests/support/test-client.ts';
import { startTestManager } from '#tests/support/test-manager.ts';
import { FAST } from '../../worker/support/fast-timing.ts';
import { temporaryFolder } from '../../worker/support/temporary-folder.ts';

/** Only so that a spec that fails ends. */
const WITHIN = { timeout: 15_000, interval: 20 };
const SECRET = 'the-secret-of-the-farm';

/** A manager that lets in only workers that it knows, and a worker, the real one, that it knows. */
async function farmWithWorker() {
  const manager = await startTestManager({ config: `worker_registration_secret: ${SECRET}\n` });
  onTestFinished(() => manager.stop());
  const home = await temporaryFolder();
  const lines: string[] = [];
  const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
  const surroundings = {
    environment: { FLAMENCO_REGISTRATION_SECRET: SECRET },
    platform: process.platform,
    currentFolder: home,
    userFolder: home,
    hostName: 'r1',
  };
  const config = await loadConfig(parseCommandLine(['--home', home, '--manager', manager.url]), surroundings);
  const stop = new AbortController();
  const parts = { config, managerUrl: manager.url, version: '1', environment: process.env, logger, timing: FAST };
  const living = runWorker(parts, stop.signal);
  onTestFinished(async () => {
    stop.abort();
    await living;
  });
  const row = () => manager.farm.database.tables.selectFrom('workers').selectAll().executeTakeFirst();
  await expect.poll(async () => (await row())?.status, WITHIN).toBe('awake');
  const stored = async () =>
    parse(await readFile(join(home, 'flamenco-worker-credentials.yaml'), 'utf8')) as Record<string, string>;
  const { worker_id: id = '', worker_secret: secret = '' } = await stored();
  return { ...manager, id, secret, row, stored, log: () => lines.join('') };
}

const statusWith = async (client: TestClient, id: string, secret: string) =>
  (await client.call('GET', '/worker/state', { worker: { id, secret } })).status;

test('a worker takes a new secret while it works, and the old one is of no use then', async () => {
  const { client, id, secret, stored, row, log } = await farmWithWorker();
  expect((await client.call('POST', `/worker-mgt/workers/${id}/new-secret`)).status).toBe(204);
  await expect.poll(async () => (await row())?.new_secret_asked_at, WITHIN).toBeNull();
  const { worker_secret: now = '' } = await stored();
  expect(now).not.toBe(secret);
  expect([await statusWith(client, id, now), await statusWith(client, id, secret)]).toEqual([204, 403]);
  const job = await client.submitJob();
  const statusOfJob = async () => (await client.get<{ status: string }>(`/jobs/${job.id}`)).status;
  await expect.poll(statusOfJob, WITHIN).toBe('completed');
  expect(log()).not.toMatch(/registering again|could not be reached/);
  expect(log()).not.toContain(now);
});

test('a revoked worker stops, its task goes to others, and it is back as soon as it is approved', async () => {
  const { client, id, secret, row, log, farm } = await farmWithWorker();
  const settings = { message: 'hello', sleep_duration_seconds: 3600, sleep_repeats: 1 };
  const job = await client.submitJob({ settings });
  const tasks = farm.database.tables.selectFrom('tasks').select('status').where('name', 'like', '%sleep%');
  const status = async () => (await tasks.executeTakeFirst())?.status;
  await expect.poll(async () => await status(), WITHIN).toBe('active');
  const decide = (decision: string) =>
    client.call('POST', `/worker-mgt/workers/${id}/approval`, { body: { decision } });
  expect((await decide('revoke')).status).toBe(204);
  expect(await status()).toBe('queued');
  expect(await statusWith(client, id, secret)).toBe(403);
  await expect.poll(log, WITHIN).toContain('was revoked and gets no tasks');
  expect(await client.get('/worker-mgt/workers')).toMatchObject({
    workers: [{ id, status: 'offline', approval: 'revoked' }],
  });
  const cancel = { status: 'cancel-requested', reason: '' };
  expect((await client.call('POST', `/jobs/${job.id}/setstatus`, { body: cancel })).status).toBe(204);
  expect((await decide('approve')).status).toBe(204);
  await expect.poll(async () => (await row())?.status, WITHIN).toBe('awake');
  expect(await farm.database.tables.selectFrom('workers').select('id').execute()).toEqual([{ id }]);
});

test('a call with a revoked worker’s credentials is told apart from one with wrong ones', async () => {
  const manager = await startTestManager();
  onTestFinished(() => manager.stop());
  const worker = await manager.client.awakeWorker('anna');
  const state = (secret: string) => manager.client.call('GET', '/worker/state', { worker: { ...worker, secret } });
  await manager.client.call('POST', `/worker-mgt/workers/${worker.id}/approval`, { body: { decision: 'revoke' } });
  expect((await state(worker.secret)).headers.get('x-flamenco-credentials')).toBe('revoked');
  expect((await state('wrong')).headers.get('x-flamenco-credentials')).toBeNull();
});

test('what a worker confirms is the secret that it has proved, and no other that came meanwhile', async () => {
  const manager = await startTestManager();
  onTestFinished(() => manager.stop());
  const worker = await manager.client.awakeWorker('anna');
  const by = { kind: 'worker', id: worker.id, name: 'anna' } as const;
  const take = (secret: string) => manager.client.call('POST', '/worker/secret', { worker, body: { secret } });
  expect((await take('the secret of the worker')).status).toBe(204);
  const hash = () => manager.farm.database.tables.selectFrom('workers').selectAll().executeTakeFirstOrThrow();
  const { next_secret_hash: proved } = await hash();
  expect((await take('the secret of somebody else')).status).toBe(204);
  await confirmWorkerSecret(manager.farm, by, { provedNext: proved });
  expect(await statusWith(manager.client, worker.id, worker.secret)).toBe(204);
  await manager.client.call('POST', `/worker-mgt/workers/${worker.id}/approval`, { body: { decision: 'revoke' } });
  expect((await hash()).next_secret_hash).toBeNull();
});
