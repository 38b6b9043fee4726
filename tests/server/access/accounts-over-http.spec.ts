import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MANAGER } from '#server/contracts/actor.ts';
import type { Me } from '#server/contracts/web/account.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import { createPerson } from '#server/use-cases/create-person.ts';
import { setPassword } from '#server/use-cases/set-password.ts';
import type { PersonRole } from '#server/contracts/person.ts';
import { ECHO_JOB } from '#tests/support/test-client.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';

const PASSWORD = 'correct horse battery';

let manager: TestManager;
beforeAll(async () => {
  const config =
    'access: accounts\ntrusted_networks: [{network: 127.0.0.2/32, role: viewer}]\ntrusted_proxies: [127.0.0.1]\n';
  manager = await startTestManager({ webRouter: appRouter, config });
  await person('anna', 'artist');
  await person('wim', 'wrangler');
  await person('ada', 'admin');
});
afterAll(() => manager.stop());

async function person(name: string, role: PersonRole): Promise<string> {
  const { id } = await createPerson(manager.farm, MANAGER, { name, role });
  await setPassword(manager.farm, MANAGER, id, { password: PASSWORD });
  return id;
}

interface Answer {
  readonly status: number;
  readonly data: unknown;
  readonly message: string | undefined;
  readonly cookies: readonly string[];
}

/** Calls a procedure of the pages. */
async function call(procedure: string, input: unknown, headers: Record<string, string> = {}): Promise<Answer> {
  const isQuery = input === undefined;
  const answer = await fetch(`${manager.url}/api/trpc/${procedure}`, {
    method: isQuery ? 'GET' : 'POST',
    headers: { ...(isQuery ? {} : { 'Content-Type': 'application/json' }), ...headers },
    ...(isQuery ? {} : { body: JSON.stringify(input) }),
  });
  const body = (await answer.json()) as { result?: { data: unknown }; error?: { message: string } };
  const cookies = answer.headers.getSetCookie();
  return { status: answer.status, data: body.result?.data, message: body.error?.message, cookies };
}

/** Signs in; resolves to the `Cookie` header. */
async function cookieOf(name: string): Promise<string> {
  const { cookies, status } = await call('account.signIn', { nameOrEmail: name, password: PASSWORD });
  expect(status).toBe(200);
  return cookies.map((cookie) => cookie.split(';')[0]).join('; ');
}

describe('a stranger', () => {
  test('finds the manager and the pages, and is asked to sign in for everything else', async () => {
    expect((await manager.client.call('GET', '/version')).status).toBe(200);
    const jobs = await manager.client.call('GET', '/jobs');
    expect([jobs.status, jobs.body]).toMatchObject([401, { message: expect.stringContaining('sign in') }]);
    expect((await call('farm.info', undefined)).status).toBe(401);
    expect((await call('account.me', undefined)).data).toMatchObject({ mode: 'accounts', person: null, role: null });
  });

  test('learns the same about a wrong password and about a name that nobody has', async () => {
    const wrong = await call('account.signIn', { nameOrEmail: 'anna', password: 'nonsense nonsense' });
    const nobody = await call('account.signIn', { nameOrEmail: 'nobody', password: 'nonsense nonsense' });
    expect([wrong.status, wrong.message]).toEqual([nobody.status, nobody.message]);
    expect([wrong.status, wrong.cookies]).toEqual([403, []]);
  });
});

describe('somebody who signed in', () => {
  test('has a cookie that scripts and other sites cannot use', async () => {
    const { cookies } = await call('account.signIn', { nameOrEmail: 'anna', password: PASSWORD });
    const session = cookies.find((cookie) => cookie.includes('.session='));
    expect(session).toContain('HttpOnly');
    expect(session).toContain('SameSite=Lax');
    expect(session).not.toContain('Secure');
  });

  test('who came by HTTPS has one that is only sent by HTTPS', async () => {
    const by = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '10.0.0.9' };
    const { cookies } = await call('account.signIn', { nameOrEmail: 'anna', password: PASSWORD }, by);
    expect(cookies.find((cookie) => cookie.includes('.session='))).toContain('Secure');
  });

  test('is themselves, and owns the jobs that they submit', async () => {
    const Cookie = await cookieOf('anna');
    const me = (await call('account.me', undefined, { Cookie })).data as Me;
    expect(me).toMatchObject({ person: { name: 'anna' }, role: 'artist', let_in_by: 'session' });
    expect(me.may).toContain('jobs.change');
    expect(me.may_to_all).not.toContain('jobs.change');
    const job = await manager.client.call('POST', '/jobs', { body: ECHO_JOB, headers: { Cookie } });
    expect(job.status).toBe(200);
    const { id } = job.body as { id: string };
    const body = { status: 'cancel-requested', reason: 'over' };
    const change = (cookie: string) =>
      manager.client.call('POST', `/jobs/${id}/setstatus`, { body, headers: { Cookie: cookie } });
    const other = await person('otto', 'artist').then(() => cookieOf('otto'));
    expect((await change(other)).status).toBe(403);
    expect((await change(Cookie)).status).toBe(204);
  });

  test('is out for good once they sign out, also for whoever has copied the cookie', async () => {
    const Cookie = await cookieOf('anna');
    expect((await call('farm.info', undefined, { Cookie })).status).toBe(200);
    expect((await call('account.signOut', null, { Cookie })).status).toBe(200);
    expect((await call('farm.info', undefined, { Cookie })).status).toBe(401);
  });

  test('cannot be made to do something by the page of another site', async () => {
    const Cookie = await cookieOf('ada');
    const from = {
      Cookie,
      'User-Agent': 'Mozilla/5.0',
      'Sec-Fetch-Site': 'cross-site',
      Origin: 'https://evil.example',
    };
    expect((await call('people.invite', { name: 'mallory', role: 'admin' }, from)).status).toBe(403);
  });

  test('an artist does not manage people, an admin does', async () => {
    const wanted = { name: 'newcomer', role: 'viewer' };
    expect((await call('people.invite', wanted, { Cookie: await cookieOf('anna') })).status).toBe(403);
    const made = await call('people.invite', wanted, { Cookie: await cookieOf('ada') });
    const { path } = made.data as { path: string };
    const secret = path.split('#')[1] ?? '';
    expect((await call('account.readLink', { secret })).data).toMatchObject({ kind: 'invitation', name: 'newcomer' });
    expect((await call('account.useLink', { secret, password: 'short' })).status).toBe(400);
    expect((await call('account.useLink', { secret, password: PASSWORD })).data).toEqual({ name: 'newcomer' });
    expect((await call('account.useLink', { secret, password: PASSWORD })).status).toBe(410);
    expect((await call('farm.info', undefined, { Cookie: await cookieOf('newcomer') })).status).toBe(200);
  });
});

describe('a program with a token', () => {
  async function tokenOf(name: string, actions?: readonly string[]): Promise<{ id: string; secret: string }> {
    const made = await call('account.createToken', { label: 'nightly', actions }, { Cookie: await cookieOf(name) });
    return made.data as { id: string; secret: string };
  }
  const bearer = (secret: string) => ({ Authorization: `Bearer ${secret}` });

  test('acts for its person, as far as the token was made for it', async () => {
    const { secret } = await tokenOf('wim', ['jobs.read']);
    expect((await manager.client.call('GET', '/jobs', { headers: bearer(secret) })).status).toBe(200);
    const refused = await manager.client.call('POST', '/jobs', { body: ECHO_JOB, headers: bearer(secret) });
    expect([refused.status, refused.body]).toMatchObject([403, { message: expect.stringContaining('"jobs.submit"') }]);
  });

  test('makes no further tokens', async () => {
    const { secret } = await tokenOf('ada');
    expect((await call('account.createToken', { label: 'more' }, bearer(secret))).status).toBe(403);
  });

  test('is told that the token is of no use once it was revoked', async () => {
    const { id, secret } = await tokenOf('wim');
    expect((await call('account.revokeToken', { id }, { Cookie: await cookieOf('wim') })).status).toBe(200);
    const answer = await manager.client.call('GET', '/version', { headers: bearer(secret) });
    expect([answer.status, answer.body]).toMatchObject([401, { message: expect.stringContaining('revoked') }]);
  });
});

describe('a trusted network', () => {
  const from = (address: string) => ({ headers: { 'X-Forwarded-For': address } });

  test('lets its members in, with its role', async () => {
    expect((await manager.client.call('GET', '/jobs', from('127.0.0.2'))).status).toBe(200);
    expect((await manager.client.call('POST', '/jobs', { ...from('127.0.0.2'), body: ECHO_JOB })).status).toBe(403);
    const { data } = await call('account.me', undefined, { 'X-Forwarded-For': '127.0.0.2' });
    expect(data).toMatchObject({ let_in_by: 'network', network: '127.0.0.2/32', role: 'viewer', person: null });
  });

  test('does not let anybody in from elsewhere', async () => {
    expect((await manager.client.call('GET', '/jobs', from('127.0.0.3'))).status).toBe(401);
  });
});

test('a trusted proxy that does not say who its client is, is not a member of a trusted network itself', async () => {
  const config =
    'access: accounts\ntrusted_networks: [{network: 127.0.0.0/8, role: artist}]\ntrusted_proxies: [127.0.0.1]\n';
  const behind = await startTestManager({ webRouter: appRouter, config });
  expect((await behind.client.call('GET', '/jobs')).status).toBe(401);
  expect((await behind.client.call('GET', '/jobs', { headers: { 'X-Forwarded-For': '127.0.0.5' } })).status).toBe(200);
  await behind.stop();
});

test('a worker works and looks around with its secret, and does nothing else', async () => {
  const worker = await manager.client.registeredWorker();
  expect((await manager.client.call('GET', '/jobs', { worker })).status).toBe(200);
  expect((await manager.client.call('POST', '/jobs', { worker, body: ECHO_JOB })).status).toBe(403);
  const wrong = { ...worker, secret: 'nonsense' };
  expect((await manager.client.call('GET', '/jobs', { worker: wrong })).status).toBe(403);
});
