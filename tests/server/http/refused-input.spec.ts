import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MOST_LISTED } from '#server/contracts/limits.ts';
import { SOMEBODY } from '#tests/support/actors.ts';
import { rawRequest } from '#tests/support/raw-request.ts';
import { type Credentials, ECHO_JOB } from '#tests/support/test-client.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';

const WORKER = { name: 'anna', secret: 'a secret', platform: 'linux', supported_task_types: ['misc'] };
const SIGN_ON = { name: 'anna', supported_task_types: ['misc'], software_version: '1.0' };
const long = (characters: number) => 'x'.repeat(characters);
const many = (count: number) => Array.from({ length: count }, (_, n) => [`key${n}`, 'x'] as const);

let manager: TestManager;
let worker: Credentials;
beforeAll(async () => {
  manager = await startTestManager();
  worker = await manager.client.awakeWorker();
});
afterAll(() => manager.stop());

function job(change: object) {
  return { ...ECHO_JOB, ...change };
}

function settings(change: object) {
  return job({ settings: { ...ECHO_JOB.settings, ...change } });
}

/** What is too much, and the field that the refusal names. */
const REFUSED: readonly [path: string, body: unknown, told: string][] = [
  ['/worker/register-worker', { ...WORKER, name: long(201) }, 'name: must have at most 200 characters'],
  ['/worker/register-worker', { ...WORKER, platform: long(101) }, 'platform: must have at most 100 characters'],
  ['/worker/register-worker', { ...WORKER, secret: long(1001) }, 'secret: must have at most 1000 characters'],
  ['/worker/register-worker', { ...WORKER, supported_task_types: [long(101)] }, 'supported_task_types[0]: must have'],
  [
    '/worker/register-worker',
    { ...WORKER, supported_task_types: many(51).map(([key]) => key) },
    'supported_task_types: must have at most 50 entries',
  ],
  ['/worker/register-worker', { ...WORKER, name: 'an\0na' }, 'name: must not contain NUL characters'],
  ['/worker/sign-on', { ...SIGN_ON, name: long(201) }, 'name: must have at most 200 characters'],
  ['/worker/sign-on', { ...SIGN_ON, software_version: long(101) }, 'software_version: must have at most'],
  ['/jobs', job({ name: long(256) }), 'name: must have at most 255 characters'],
  ['/jobs', job({ name: 'a\0b' }), 'name: must not contain NUL characters'],
  ['/jobs', job({ metadata: { project: 'a\0b' } }), 'metadata.project: must not contain NUL characters'],
  ['/jobs', job({ metadata: { project: long(100_001) } }), 'metadata.project: must have at most 100000 characters'],
  ['/jobs', job({ metadata: { [long(201)]: 'x' } }), 'must have at most 200 characters'],
  ['/jobs', job({ metadata: Object.fromEntries(many(1001)) }), 'metadata: must have at most 1000 keys, not 1001'],
  [
    '/jobs',
    job({ metadata: Object.fromEntries(many(3).map(([key]) => [key, long(99_999)])) }),
    'metadata: must have at most 262144 characters in all',
  ],
  ['/jobs', settings(Object.fromEntries(many(1001))), 'settings: must have at most 1000 keys'],
  ['/jobs', settings({ message: long(2 * 1024 * 1024) }), 'settings: must have at most 2097152 characters in all'],
  ['/jobs', settings({ message: 'a\0b' }), 'settings.message: must not contain NUL characters'],
  ['/jobs', settings({ deep: [{ text: '\0' }] }), 'settings.deep[0].text: must not contain NUL characters'],
  ['/jobs/check', settings({ 'a\0b': 1 }), 'must not contain NUL characters'],
  ['/worker-mgt/tags', { name: long(201) }, 'name: must have at most 200 characters'],
  ['/worker-mgt/tags', { name: 'x', description: long(2001) }, 'description: must have at most 2000 characters'],
];

describe('a text, list or object that is too much', () => {
  test.each(REFUSED)('is refused by %s (%#), and the answer names it', async (path, body, told) => {
    const answer = await manager.client.call('POST', path, { body, worker });
    expect(answer).toMatchObject({ status: 400, body: { code: 400, message: expect.stringContaining(told) } });
    expect(JSON.stringify(answer.body).length).toBeLessThan(1500);
  });

  test('nothing of it is stored or logged', async () => {
    expect(manager.logLines.filter((line) => line.length > 2000)).toEqual([]);
    expect(await manager.client.get('/jobs')).toEqual({ jobs: [] });
  });
});

test('a number that is too great for one is refused instead of becoming null', async () => {
  const body = JSON.stringify(settings({ factor: 0 })).replace('"factor":0', '"factor":1e999');
  const headers = { 'Content-Type': 'application/json' };
  const answer = await rawRequest(`${manager.url}/api/v3/jobs`, { method: 'POST', headers, body });
  expect(answer.status).toBe(400);
  expect(answer.text).toContain('settings.factor: must be a finite number');
});

test('settings that are nested too deeply never reach the compiler', async () => {
  const deep = `${'['.repeat(3500)}${']'.repeat(3500)}`;
  const body = JSON.stringify(settings({ message: 0 })).replace('"message":0', `"message":${deep}`);
  const headers = { 'Content-Type': 'application/json' };
  const answer = await rawRequest(`${manager.url}/api/v3/jobs/check`, { method: 'POST', headers, body });
  expect(JSON.parse(answer.text)).toEqual({
    code: 400,
    message: 'the request body is nested deeper than 100 levels, the most that this manager takes',
  });
});

describe('what an unmodified client may send is taken', () => {
  test('a job with the longest name that a file can have, and a script of 1 MB in its settings', async () => {
    const sent = job({
      name: long(255),
      settings: { ...ECHO_JOB.settings, message: long(1024 * 1024) },
      metadata: { 'user.name': 'Ana', scene: long(50_000) },
    });
    expect(await manager.client.call('POST', '/jobs', { body: sent })).toMatchObject({ status: 200 });
  });

  test('a command of 2 MiB in one piece of the log, and a program that prints NUL', async () => {
    await manager.client.submitJob();
    const task = (await manager.client.call('POST', '/worker/task', { worker })).body as { uuid: string; job: string };
    const log = `going to run: ${long(2 * 1024 * 1024)}\nbinary \0 output\n`;
    const body = { activity: `failed: ${long(5000)}\0`, log };
    expect(await manager.client.call('POST', `/worker/task/${task.uuid}`, { worker, body })).toMatchObject({
      status: 204,
    });
    const { tasks } = await manager.client.get<{ tasks: { id: string; status: string }[] }>(`/jobs/${task.job}/tasks`);
    const running = tasks.find(({ status }) => status === 'active');
    const { activity } = await manager.client.get<{ activity: string }>(`/tasks/${running?.id}`);
    expect([activity.length, activity.endsWith('x…')]).toEqual([2000, true]);
    expect(await manager.client.get(`/tasks/${running?.id}/logtail`)).toContain('binary \uFFFD output');
  });
});

test('a list of jobs that would be too long is refused before it is read, and the jobs can still be found', async () => {
  const { id } = await manager.client.submitJob({ metadata: { shot: '010' } });
  const vast = sql<string>`printf('"%.*c"', ${MOST_LISTED}, 'x')`;
  const set = (value: string | typeof vast) =>
    manager.farm.database.transaction(
      (tx) => tx.tables.updateTable('jobs').set({ settings: value }).where('id', '=', id).execute(),
      { by: SOMEBODY },
    );
  await set(vast);
  const refused = await manager.client.call('GET', '/jobs');
  expect(refused).toMatchObject({ status: 413, body: { message: expect.stringContaining('metadata_key') } });
  await set('{}');
  expect(await manager.client.get('/jobs?metadata_key=shot&metadata_value=010')).toMatchObject({ jobs: [{ id }] });
});
