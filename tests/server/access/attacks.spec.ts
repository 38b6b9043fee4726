import type { OutgoingHttpHeaders } from 'node:http';
import type * as Crypto from 'better-auth/crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { MANAGER } from '#server/contracts/actor.ts';
import type { Me } from '#server/contracts/web/account.ts';
import type { PersonRole } from '#server/contracts/person.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import { changePerson } from '#server/use-cases/change-person.ts';
import { createApiToken } from '#server/use-cases/create-api-token.ts';
import { createPerson } from '#server/use-cases/create-person.ts';
import { setPassword } from '#server/use-cases/set-password.ts';
import { type RawAnswer, rawRequest } from '#tests/support/raw-request.ts';
import { ECHO_JOB } from '#tests/support/test-client.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';

const hashed = vi.hoisted(() => ({ times: 0 }));
vi.mock('better-auth/crypto', async (original) => {
  const real = await original<typeof Crypto>();
  const counted = <A extends unknown[], R>(work: (...args: A) => R) => {
    return (...args: A): R => {
      hashed.times += 1;
      return work(...args);
    };
  };
  return { ...real, hashPassword: counted(real.hashPassword), verifyPassword: counted(real.verifyPassword) };
});

const PASSWORD = 'correct horse battery';
const CHROMIUM = {
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36',
  'accept-language': 'en-US,en;q=0.9',
};
/** What a page of somebody else makes a browser send, in browsers that say where from, and in old ones. */
const FOREIGN = [
  { ...CHROMIUM, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors' },
  { ...CHROMIUM, origin: 'http://other.studio', 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' },
  { ...CHROMIUM, origin: 'null', 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' },
  { ...CHROMIUM, origin: 'https://evil.example' },
  { ...CHROMIUM, origin: 'null' },
];

/** Nobody vouches for clients here, and whoever is in 10.0.0.0/8 need not sign in. */
let manager: TestManager;
/** The same behind a proxy, which every test is. */
let behindProxy: TestManager;
beforeAll(async () => {
  const config = 'access: accounts\ntrusted_networks: [{network: 10.0.0.0/8, role: artist}]\n';
  manager = await startTestManager({ webRouter: appRouter, config });
  behindProxy = await startTestManager({ webRouter: appRouter, config: `${config}trusted_proxies: [127.0.0.1]\n` });
  await person(manager, 'ada', 'admin');
  await person(manager, 'anna', 'artist');
  await person(behindProxy, 'anna', 'artist');
});
afterAll(async () => {
  await manager.stop();
  await behindProxy.stop();
});

async function person({ farm }: TestManager, name: string, role: PersonRole): Promise<string> {
  const { id } = await createPerson(farm, MANAGER, { name, role });
  await setPassword(farm, MANAGER, id, { password: PASSWORD });
  return id;
}

/** Calls a procedure of the pages with exactly these headers; a change if there is an input. */
function call(procedure: string, input?: unknown, headers: OutgoingHttpHeaders = {}, at = manager): Promise<RawAnswer> {
  const path = `/api/trpc/${procedure}`;
  if (input === undefined) return rawRequest(at.url, { method: 'GET', path, headers });
  const body = JSON.stringify(input);
  return rawRequest(at.url, {
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
}

const cookiesOf = ({ headers }: RawAnswer) => (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0] ?? '');

async function cookieOf(name: string, headers: OutgoingHttpHeaders = {}, at = manager): Promise<string> {
  const answer = await call('account.signIn', { nameOrEmail: name, password: PASSWORD }, headers, at);
  expect([answer.status, answer.text]).toEqual([200, expect.anything()]);
  return cookiesOf(answer).join('; ');
}

const me = async (headers: OutgoingHttpHeaders, at = manager) =>
  (JSON.parse((await call('account.me', undefined, headers, at)).text) as { result: { data: Me } }).result.data;

describe('a stolen cookie is worth nothing', () => {
  test('after its person signed out', async () => {
    const cookie = await cookieOf('anna');
    await call('account.signOut', null, { cookie });
    expect((await call('farm.info', undefined, { cookie })).status).toBe(401);
  });

  test('after its person changed the password', async () => {
    await person(manager, 'bea', 'artist');
    const [here, stolen] = [await cookieOf('bea'), await cookieOf('bea')];
    const changed = await call(
      'account.changePassword',
      { current: PASSWORD, next: 'another password' },
      { cookie: here },
    );
    expect(changed.status).toBe(200);
    for (const cookie of [here, stolen]) expect((await call('farm.info', undefined, { cookie })).status).toBe(401);
    const [next] = cookiesOf(changed);
    expect((await call('farm.info', undefined, { cookie: next })).status).toBe(200);
  });

  test('after its person got another role', async () => {
    const id = await person(manager, 'cid', 'wrangler');
    const cookie = await cookieOf('cid');
    await changePerson(manager.farm, MANAGER, id, { role: 'viewer' });
    expect((await call('farm.info', undefined, { cookie })).status).toBe(401);
  });

  test('by HTTPS, if it was read on the way of plain HTTP, and the other way round', async () => {
    const https = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.1' };
    const plain = { 'x-forwarded-for': '192.0.2.1' };
    const secure = await cookieOf('anna', https, behindProxy);
    expect(secure).toMatch(/^__Host-flamenco-[0-9a-f]{8}\.session=/);
    expect((await call('farm.info', undefined, { ...https, cookie: secure }, behindProxy)).status).toBe(200);
    expect((await call('farm.info', undefined, { ...plain, cookie: secure }, behindProxy)).status).toBe(401);
    const open = await cookieOf('anna', plain, behindProxy);
    expect((await call('farm.info', undefined, { ...plain, cookie: open }, behindProxy)).status).toBe(200);
    expect((await call('farm.info', undefined, { ...https, cookie: open }, behindProxy)).status).toBe(401);
  });
});

test('a session that somebody else chose is not taken over when signing in', async () => {
  const planted = await cookieOf('anna');
  const mine = cookiesOf(await call('account.signIn', { nameOrEmail: 'ada', password: PASSWORD }, { cookie: planted }));
  expect(mine).not.toContain(planted);
  expect((await me({ cookie: mine.join('; ') })).person?.name).toBe('ada');
  expect((await me({ cookie: planted })).person).toBeNull();
});

describe('the page of another site', () => {
  const CHANGES: readonly (readonly [string, unknown])[] = [
    ['people.invite', { name: 'mallory', role: 'admin' }],
    ['account.signOut', null],
    ['account.createToken', { label: 'mine' }],
    ['account.signIn', { nameOrEmail: 'anna', password: PASSWORD }],
    ['jobs.change', { ids: [], action: 'cancel' }],
  ];

  test.each(FOREIGN)('cannot change anything with the cookie of whoever opened it (%j)', async (headers) => {
    const cookie = await cookieOf('ada');
    const host = new URL(manager.url).host;
    for (const [procedure, input] of CHANGES) {
      const answer = await call(procedure, input, { ...headers, host, cookie });
      expect([procedure, answer.status, answer.headers['set-cookie']]).toEqual([procedure, 403, undefined]);
    }
    const submit = { ...headers, host, cookie, 'content-type': 'application/json' };
    const body = JSON.stringify(ECHO_JOB);
    expect(
      (await rawRequest(manager.url, { method: 'POST', path: '/api/v3/jobs', headers: submit, body })).status,
    ).toBe(403);
    expect((await me({ cookie })).person?.name).toBe('ada');
  });

  test('cannot send a form instead', async () => {
    const cookie = await cookieOf('ada');
    const answer = await rawRequest(manager.url, {
      method: 'POST',
      path: '/api/trpc/people.invite',
      headers: { cookie, 'content-type': 'text/plain' },
      body: JSON.stringify({ name: 'mallory', role: 'admin' }),
    });
    expect(answer.status).toBe(415);
  });

  test('that goes by a name which leads here for a moment is not answered, with a cookie or in a trusted network', async () => {
    const cookie = await cookieOf('ada');
    const rebound = {
      ...CHROMIUM,
      host: 'rebind.example',
      origin: 'http://rebind.example',
      'sec-fetch-site': 'same-origin',
    };
    for (const path of ['/api/trpc/account.me', '/api/v3/jobs', '/app/jobs']) {
      expect((await rawRequest(manager.url, { method: 'GET', path, headers: { ...rebound, cookie } })).status).toBe(
        421,
      );
      const inside = { ...rebound, 'x-forwarded-for': '10.0.0.9' };
      expect((await rawRequest(behindProxy.url, { method: 'GET', path, headers: inside })).status).toBe(421);
    }
  });
});

describe('headers that a client made up', () => {
  const FORGED = [
    { 'x-forwarded-for': '10.0.0.9' },
    { 'x-real-ip': '10.0.0.9' },
    { forwarded: 'for=10.0.0.9' },
    { 'x-forwarded-for': '10.0.0.9, 10.0.0.9', 'x-forwarded-host': 'farm', 'x-forwarded-proto': 'https' },
  ];

  test.each(FORGED)('let nobody into a trusted network (%j)', async (headers) => {
    expect((await call('farm.info', undefined, headers)).status).toBe(401);
    expect((await me(headers)).let_in_by).toBe('nobody');
  });

  test('let nobody into a trusted network through a proxy, which names its client last', async () => {
    const told = { 'x-forwarded-for': '10.0.0.9, 192.0.2.1' };
    expect((await call('farm.info', undefined, told, behindProxy)).status).toBe(401);
    expect((await call('farm.info', undefined, { 'x-forwarded-for': '192.0.2.1, 10.0.0.9' }, behindProxy)).status).toBe(
      200,
    );
  });

  test('do not get anybody around the limit of tries', async () => {
    const statuses = new Set<number>();
    for (let count = 0; count < 12; count += 1) {
      const headers = { 'x-forwarded-for': `192.0.2.${count}`, 'x-real-ip': `192.0.2.${count}` };
      statuses.add((await call('account.readLink', { secret: 'guess' }, headers)).status);
    }
    expect([...statuses]).toEqual([404, 429]);
  });
});

test('a wrong password costs as much work, and gets the same answer, whoever it is for', async () => {
  await createPerson(manager.farm, MANAGER, { name: 'invited', role: 'artist' });
  const disabled = await person(manager, 'dora', 'artist');
  await changePerson(manager.farm, MANAGER, disabled, { disabled: true });
  const seen = [];
  for (const nameOrEmail of ['ada', 'nobody', 'invited', 'dora', 'nobody@studio.example', '~']) {
    const before = hashed.times;
    const { status, headers, text } = await call('account.signIn', { nameOrEmail, password: 'not it, surely' });
    const { message } = (JSON.parse(text) as { error: { message: string } }).error;
    seen.push([status, message, headers['set-cookie'], hashed.times - before]);
  }
  expect(new Set(seen.map((each) => JSON.stringify(each)))).toEqual(
    new Set([JSON.stringify([403, 'the name or the password is wrong', undefined, 1])]),
  );
});

test('what is told about people, sessions, tokens and links is kept by no cache', async () => {
  const cookie = await cookieOf('ada');
  const answers = await Promise.all([
    call('people.find', undefined, { cookie }),
    call('account.me', undefined, { cookie }),
    call('account.sessions', undefined, { cookie }),
    call('account.tokens', undefined, { cookie }),
    call('account.readLink', { secret: 'none' }),
    call('account.createToken', { label: 'program' }, { cookie }),
    rawRequest(manager.url, { method: 'GET', path: '/api/v3/jobs', headers: { cookie } }),
  ]);
  expect(answers.map(({ headers }) => headers['cache-control'])).toEqual(answers.map(() => 'no-store'));
  expect(answers.map(({ headers }) => headers['referrer-policy'])).toEqual(answers.map(() => 'same-origin'));
});

test('a token makes nobody who may do more than it does, for longer', async () => {
  const { farm, url } = manager;
  const { id } = await createPerson(farm, MANAGER, { name: 'boss', role: 'admin' });
  for (const actions of [['people.change'], undefined]) {
    const { secret } = await createApiToken(farm, MANAGER, id, { label: 'script', ...(actions ? { actions } : {}) });
    const answer = await fetch(`${url}/api/trpc/people.invite`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'second', role: 'admin' }),
    });
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('people.change')]);
  }
});

test('an unknown proxy takes nobody with it into the trusted network that it is in', async () => {
  const near = await startTestManager({
    webRouter: appRouter,
    config: 'access: accounts\ntrusted_networks: [{network: 127.0.0.0/8, role: artist}]\n',
  });
  const role = async (headers: OutgoingHttpHeaders) => {
    const answer = await rawRequest(near.url, { method: 'GET', path: '/api/trpc/account.me', headers });
    return (JSON.parse(answer.text) as { result: { data: Me } }).result.data.role;
  };
  expect(await role({})).toBe('artist');
  expect(await role({ 'x-forwarded-for': '203.0.113.9' })).toBeNull();
  await near.stop();
});
