import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { saveIdentity } from '#worker/credentials.ts';
import { ManagerClient } from '#worker/manager-client.ts';
import { ManagerConnection } from '#worker/manager-connection.ts';
import { signOn } from '#worker/sign-on.ts';
import { farmParts } from './support/farm-parts.ts';
import { FAST } from './support/fast-timing.ts';
import { until } from './support/processes.ts';
import { WORKER_ID } from './support/scripted-manager.ts';

const OLD = { workerId: '7b0d5c3e-1f0a-4b57-8a51-3f3c2a9d1e22', secret: 'old' };
const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

async function signOnParts(known: boolean) {
  const parts = await farmParts();
  const credentialsFile = path.join(parts.home, 'flamenco-worker-credentials.yaml');
  if (known) await saveIdentity(credentialsFile, { credentials: OLD, manager: undefined });
  const details = { name: 'one', supported_task_types: ['misc'], software_version: '1.2.3', can_restart: false };
  const paths = () => parts.manager.calls.map((call) => call.path);
  return { ...parts, credentialsFile, signOn: details, paths };
}

describe('making itself known to the manager', () => {
  it('a new worker registers with its own secret, keeps it where only that account can read it, and signs on', async () => {
    const parts = await signOnParts(false);
    parts.manager.firstStatus = 'asleep';
    expect(await signOn(parts, parts.stop.signal)).toBe('asleep');
    const [registration, signedOn] = parts.manager.calls;
    const { secret, ...rest } = (registration?.json ?? {}) as Record<string, unknown>;
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(rest).toEqual({ name: 'one', supported_task_types: ['misc'], platform: process.platform });
    expect(signedOn?.json).toEqual(parts.signOn);
    expect(signedOn?.headers).toMatchObject({
      authorization: basic(WORKER_ID, String(secret)),
      'user-agent': 'FlamencoNG-Worker/1.2.3',
    });
    expect(await readFile(parts.credentialsFile, 'utf8')).toBe(
      `worker_id: ${WORKER_ID}\nworker_secret: ${String(secret)}\nmanager_url: ${parts.manager.url}\n`,
    );
    expect((await stat(parts.credentialsFile)).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['no-secret', 'it has no registration secret'],
    ['wrong-secret', 'its registration secret is wrong'],
    ['rejected', 'worker was rejected'],
  ])(
    'a worker that gets no work yet (%s) says so in its log, and sends its registration secret',
    async (approval, says) => {
      const parts = await signOnParts(false);
      const connection = new ManagerConnection(parts.manager.url, '1.2.3', {
        registrationSecret: 'the-secret-of-the-farm',
      });
      const client = new ManagerClient(connection, FAST);
      let logged = '';
      const logger = pino({ level: 'warn' }, { write: (line: string) => void (logged += line) });
      const body = { status_requested: 'awake', approval };
      parts.manager.script = ({ path: called }) => (called === '/sign-on' ? { status: 200, body } : undefined);
      expect(await signOn({ ...parts, connection, client, logger }, parts.stop.signal)).toBe('awake');
      expect(logged).toContain(says);
      expect(logged).not.toContain('the-secret');
      expect(parts.manager.calls.map((call) => [call.path, call.headers['x-flamenco-registration-secret']])).toEqual([
        ['/register-worker', 'the-secret-of-the-farm'],
        ['/sign-on', 'the-secret-of-the-farm'],
      ]);
      await client.signOff(parts.stop.signal);
      expect(parts.manager.calls.at(-1)?.headers).not.toHaveProperty('x-flamenco-registration-secret');
    },
  );

  it('a known worker signs on with its stored identity', async () => {
    const parts = await signOnParts(true);
    expect(await signOn(parts, parts.stop.signal)).toBe('awake');
    expect(parts.manager.calls.map((call) => [call.path, call.headers.authorization])).toEqual([
      ['/sign-on', basic(OLD.workerId, 'old')],
    ]);
  });

  it.each([
    [{ status_requested: 'awake', unknown_tags: ['B'] }, 'manager has no such worker tags'],
    [{ status_requested: 'awake' }, 'manager does not accept tags from workers'],
    [{ status_requested: 'awake', unknown_tags: [] }, ''],
  ])('a worker that asks for tags and is answered %j warns: %s', async (body, warning) => {
    const parts = await signOnParts(true);
    let logged = '';
    const logger = pino({ level: 'warn' }, { write: (line: string) => void (logged += line) });
    parts.manager.script = () => ({ status: 200, body });
    const tags = ['A', 'B'];
    await signOn({ ...parts, logger, signOn: { ...parts.signOn, tags } }, parts.stop.signal);
    expect(parts.manager.calls[0]?.json).toMatchObject({ tags });
    expect(logged).toContain(warning);
    expect(logged === '').toBe(warning === '');
  });

  it.each([401, 403, 404])('a worker that is answered with %i registers again', async (status) => {
    const parts = await signOnParts(true);
    parts.manager.script = (call) =>
      call.headers.authorization === basic(OLD.workerId, 'old') && call.path === '/sign-on' ? { status } : undefined;
    expect(await signOn(parts, parts.stop.signal)).toBe('awake');
    expect(parts.paths()).toEqual(['/sign-on', '/register-worker', '/sign-on']);
    expect(await readFile(parts.credentialsFile, 'utf8')).toContain(WORKER_ID);
  });

  it.each([403, 404])('a gateway that answers %i with a page of its own costs no identity', async (status) => {
    const parts = await signOnParts(true);
    parts.manager.script = () => ({ status, headers: { 'content-type': 'text/html' } });
    await expect(signOn(parts, parts.stop.signal)).rejects.toThrow(
      new RegExp(`answered with HTTP ${status}: this is not an answer .* "headers" in flamenco-worker.yaml`),
    );
    expect(parts.paths()).toEqual(['/sign-on']);
    expect(await readFile(parts.credentialsFile, 'utf8')).toContain(OLD.workerId);
  });

  it.each([500, 503])('a manager that answers %i is asked again, and the identity is kept', async (status) => {
    const parts = await signOnParts(true);
    parts.manager.script = () => (parts.manager.calls.length < 3 ? { status } : undefined);
    expect(await signOn(parts, parts.stop.signal)).toBe('awake');
    expect(parts.paths()).toEqual(['/sign-on', '/sign-on', '/sign-on', '/sign-on']);
    expect(await readFile(parts.credentialsFile, 'utf8')).toContain(OLD.workerId);
  });

  it('an answer that no manager gives (a portal, a proxy) is not taken for one', async () => {
    const parts = await signOnParts(true);
    parts.manager.script = () =>
      parts.manager.calls.length < 1 ? { status: 200, body: 'Welcome to our hotel' } : undefined;
    expect(await signOn(parts, parts.stop.signal)).toBe('awake');
  });

  it('a manager that is away is asked again until it is there', async () => {
    const parts = await signOnParts(true);
    await parts.manager.close();
    const signingOn = signOn(parts, parts.stop.signal);
    await parts.manager.listen();
    expect(await signingOn).toBe('awake');
  });

  it('can be stopped while the manager is away', async () => {
    const parts = await signOnParts(false);
    parts.manager.script = () => 'drop';
    const signingOn = signOn(parts, parts.stop.signal);
    await until(() => parts.manager.calls.length > 1, 'a second attempt');
    parts.stop.abort();
    expect(await signingOn).toBeUndefined();
  });

  it('a refused registration is reported with its reason, and the old identity stays on disk', async () => {
    const parts = await signOnParts(true);
    parts.manager.script = () => ({ status: 403, body: { code: 403, message: 'no more workers please' } });
    await expect(signOn(parts, parts.stop.signal)).rejects.toThrow(
      'refused the registration of this worker (HTTP 403): no more workers please',
    );
    expect(await readFile(parts.credentialsFile, 'utf8')).toContain(OLD.workerId);
  });

  it('a broken credentials file means a new worker', async () => {
    const parts = await signOnParts(false);
    await writeFile(parts.credentialsFile, 'worker_id: [');
    expect(await signOn(parts, parts.stop.signal)).toBe('awake');
    expect(parts.paths()).toEqual(['/register-worker', '/sign-on']);
  });
});
