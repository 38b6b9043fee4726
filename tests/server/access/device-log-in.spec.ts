import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MANAGER } from '#server/contracts/actor.ts';
import type { ProgramFacts } from '#server/contracts/web/account.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import { changePerson } from '#server/use-cases/change-person.ts';
import { createPerson } from '#server/use-cases/create-person.ts';
import { setPassword } from '#server/use-cases/set-password.ts';
import { ECHO_JOB } from '#tests/support/test-client.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';
import { cookieOf, PASSWORD } from './matrix/callers.ts';

const GRANT = 'urn:ietf:params:oauth:grant-type:device_code';
const ASKS = { client_id: 'Blender add-on', scope: 'jobs.read jobs.submit', machine_name: 'desk-7', user_name: 'anna' };

let manager: TestManager;
let now = Date.parse('2027-01-04T09:00:00Z');
let network = 0;
let anna: string;
beforeAll(async () => {
  manager = await startTestManager({
    webRouter: appRouter,
    config: 'access: accounts\ntrusted_proxies: [127.0.0.1]\n',
    farm: { clock: { now: () => now } },
  });
  anna = await person('anna', 'artist');
  await person('wim', 'wrangler');
});
afterAll(() => manager.stop());

async function person(name: string, role: 'artist' | 'wrangler'): Promise<string> {
  const { id } = await createPerson(manager.farm, MANAGER, { name, role });
  await setPassword(manager.farm, MANAGER, id, { password: PASSWORD });
  return id;
}

/** Each spec has a network of its own, so that none is limited by another. */
const newAddress = () => `10.1.${(network += 1)}.1`;

interface Begun {
  readonly device_code: string;
  readonly user_code: string;
  readonly verification_uri_complete: string;
  readonly address: string;
}

async function begin(asks: Record<string, string> = ASKS, address = newAddress()): Promise<Begun> {
  const answer = await post('device', asks, address);
  expect(answer.status).toBe(200);
  return { ...(answer.body as unknown as Begun), address };
}

/** What a program sends, as a form, which is what the standard wants. */
async function post(what: string, fields: Record<string, string>, address: string) {
  const answer = await fetch(`${manager.url}/api/v3/log-in/${what}`, {
    method: 'POST',
    headers: { 'X-Forwarded-For': address },
    body: new URLSearchParams(fields),
  });
  const text = await answer.text();
  return { status: answer.status, body: JSON.parse(text || '{}') as Record<string, string>, headers: answer.headers };
}

const ask = ({ device_code, address }: Begun) => post('token', { grant_type: GRANT, device_code }, address);

/** Asks after having waited for as long as a program has to. */
async function askLater(begun: Begun) {
  now += 5_000;
  return ask(begun);
}

async function page(procedure: string, input: unknown, Cookie: string) {
  const answer = await fetch(`${manager.url}/api/trpc/account.${procedure}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Cookie, 'X-Forwarded-For': '10.9.9.9' },
    body: JSON.stringify(input),
  });
  const { result, error } = (await answer.json()) as { result?: { data: ProgramFacts }; error?: { message: string } };
  return { status: answer.status, facts: result?.data, message: error?.message };
}

/** Opens the page with the code, and answers there. */
async function answerAs(cookie: string, { user_code }: Begun, allow: boolean) {
  const { facts } = await page('openProgram', { code: user_code }, cookie);
  return page('answerProgramLogin', { id: facts?.id, allow }, cookie);
}

describe('a program that logs in with a code', () => {
  test('gets a token for what it asked for, once somebody has allowed it, and acts for them', async () => {
    const begun = await begin();
    expect(begun.user_code).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/);
    expect(begun.verification_uri_complete).toBe(`${manager.url}/app/device#${begun.user_code}`);
    expect((await ask(begun)).body).toMatchObject({ error: 'authorization_pending' });
    const cookie = await cookieOf(manager, 'anna');
    const { facts } = await page(
      'openProgram',
      { code: ` ${begun.user_code.toLowerCase().replace('-', ' ')}` },
      cookie,
    );
    expect(facts).toMatchObject({
      program: 'Blender add-on',
      machine: 'desk-7',
      user_name: 'anna',
      address: begun.address,
      is_this_address: false,
      actions: ['jobs.read', 'jobs.submit'],
    });
    expect((await page('answerProgramLogin', { id: facts?.id, allow: true }, cookie)).status).toBe(200);
    const { status, body } = await askLater(begun);
    expect([status, body]).toMatchObject([200, { token_type: 'Bearer', user_name: 'anna', scope: ASKS.scope }]);
    const headers = { Authorization: `Bearer ${body['access_token']}` };
    const job = await manager.client.call('POST', '/jobs', { body: ECHO_JOB, headers });
    expect(job.status).toBe(200);
    const { id } = job.body as { id: string };
    expect((await manager.client.call('DELETE', `/jobs/${id}`, { headers })).status).toBe(403);
    const { tables } = manager.farm.database;
    const [token] = await tables.selectFrom('api_tokens').selectAll().where('person_id', '=', anna).execute();
    expect(token).toMatchObject({ label: 'Blender add-on on desk-7 (anna)' });
    const entered = await tables.selectFrom('audit_log').select(['action', 'actor_id', 'address']).execute();
    expect(entered).toContainEqual({ action: 'token.allow-program', actor_id: anna, address: '10.9.9.9' });
    expect(entered).toContainEqual({ action: 'token.create', actor_id: anna, address: begun.address });
  });

  test('gets the token once: of several that ask at the same moment, one', async () => {
    const begun = await begin();
    await answerAs(await cookieOf(manager, 'anna'), begun, true);
    const answers = await Promise.all([ask(begun), ask(begun), ask(begun)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect((await ask(begun)).body).toMatchObject({ error: 'invalid_grant' });
  });

  test('is told that it was refused, and the code cannot be allowed afterwards', async () => {
    const begun = await begin();
    const cookie = await cookieOf(manager, 'anna');
    expect((await answerAs(cookie, begun, false)).status).toBe(200);
    expect((await answerAs(cookie, begun, true)).status).toBe(400);
    expect((await page('openProgram', { code: begun.user_code }, cookie)).status).toBe(410);
    expect((await askLater(begun)).body).toMatchObject({ error: 'access_denied' });
  });

  test('has ten minutes', async () => {
    const begun = await begin();
    const cookie = await cookieOf(manager, 'anna');
    const { facts } = await page('openProgram', { code: begun.user_code }, cookie);
    now += 600_001;
    expect((await page('answerProgramLogin', { id: facts?.id, allow: true }, cookie)).status).toBe(410);
    expect((await ask(begun)).body).toMatchObject({ error: 'expired_token' });
  });

  test('that was allowed and does not come in time gets nothing', async () => {
    const begun = await begin();
    await answerAs(await cookieOf(manager, 'anna'), begun, true);
    now += 600_001;
    expect((await ask(begun)).body).toMatchObject({ error: 'expired_token' });
  });

  test('that asks too often waits longer each time', async () => {
    const begun = await begin();
    await ask(begun);
    expect((await ask(begun)).body).toMatchObject({
      error: 'slow_down',
      message: expect.stringContaining('10 seconds'),
    });
    expect((await askLater(begun)).body).toMatchObject({ error: 'slow_down' });
    now += 15_000;
    expect((await ask(begun)).body).toMatchObject({ error: 'authorization_pending' });
  });

  test('gets nothing for somebody whose account was disabled meanwhile', async () => {
    const id = await person('otto', 'artist');
    const begun = await begin();
    await answerAs(await cookieOf(manager, 'otto'), begun, true);
    await changePerson(manager.farm, MANAGER, id, { disabled: true });
    expect((await ask(begun)).body).toMatchObject({ error: 'access_denied' });
  });

  test('may send JSON, too', async () => {
    const asked = await manager.client.call('POST', '/log-in/device', { body: ASKS });
    expect([asked.status, asked.body]).toMatchObject([200, { interval: 5, expires_in: 600 }]);
  });

  test('gives its token back when it logs out', async () => {
    const begun = await begin();
    await answerAs(await cookieOf(manager, 'wim'), begun, true);
    const { body } = await ask(begun);
    const token = body['access_token'] ?? '';
    const headers = { Authorization: `Bearer ${token}` };
    expect((await manager.client.call('GET', '/jobs', { headers })).status).toBe(200);
    expect((await post('revoke', { token }, begun.address)).status).toBe(200);
    expect((await manager.client.call('GET', '/jobs', { headers })).status).toBe(401);
    expect((await post('revoke', { token: 'fng_nonsense' }, begun.address)).status).toBe(200);
  });
});

describe('a code', () => {
  test('belongs to the session that opened it first, also against another one of the same person', async () => {
    const begun = await begin();
    const [annas, wims, other] = [
      await cookieOf(manager, 'anna'),
      await cookieOf(manager, 'wim'),
      await cookieOf(manager, 'anna'),
    ];
    const { facts } = await page('openProgram', { code: begun.user_code }, annas);
    for (const cookie of [wims, other]) {
      expect((await page('openProgram', { code: begun.user_code }, cookie)).status).toBe(410);
      expect((await page('answerProgramLogin', { id: facts?.id, allow: true }, cookie)).status).toBe(410);
    }
    expect((await askLater(begun)).body).toMatchObject({ error: 'authorization_pending' });
    expect((await page('openProgram', { code: begun.user_code }, annas)).status).toBe(200);
    expect((await page('answerProgramLogin', { id: facts?.id, allow: true }, annas)).status).toBe(200);
  });

  test('cannot be answered without having been shown', async () => {
    await begin();
    const { tables } = manager.farm.database;
    const row = await tables.selectFrom('program_logins').select('id').where('bound_to', 'is', null).executeTakeFirst();
    const cookie = await cookieOf(manager, 'anna');
    expect((await page('answerProgramLogin', { id: row?.id, allow: true }, cookie)).status).toBe(410);
  });

  test('is opened and answered by people who have signed in only: not with a token, and not by strangers', async () => {
    const begun = await begin();
    expect((await page('openProgram', { code: begun.user_code }, '')).status).toBe(401);
    const other = await begin();
    await answerAs(await cookieOf(manager, 'anna'), other, true);
    const token = (await ask(other)).body['access_token'];
    const answer = await fetch(`${manager.url}/api/trpc/account.openProgram`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
      body: JSON.stringify({ code: begun.user_code }),
    });
    expect(answer.status).toBe(403);
  });

  test('cannot be bound to somebody by the program that begins', async () => {
    const begun = await begin({ ...ASKS, person_id: anna, bound_to: anna, answer: 'allowed', user_code: 'BCDFGHJK' });
    expect(begun.user_code).not.toBe('BCDF-GHJK');
    expect((await ask(begun)).body).toMatchObject({ error: 'authorization_pending' });
  });

  test('is not in the database, in the log, or in the audit log; nor is the token', async () => {
    const begun = await begin();
    await answerAs(await cookieOf(manager, 'anna'), begun, true);
    const secrets = [begun.device_code, begun.user_code.replace('-', ''), begun.user_code];
    const { tables } = manager.farm.database;
    const rows = async () =>
      JSON.stringify([
        await tables.selectFrom('program_logins').selectAll().execute(),
        await tables.selectFrom('api_tokens').selectAll().execute(),
        await tables.selectFrom('audit_log').selectAll().execute(),
        await tables.selectFrom('events').selectAll().execute(),
        manager.logLines,
      ]);
    const before = await rows();
    secrets.push((await ask(begun)).body['access_token'] ?? '');
    expect(secrets.filter((secret) => before.includes(secret))).toEqual([]);
    const after = await rows();
    expect(secrets.filter((secret) => after.includes(secret))).toEqual([]);
  });

  test('cannot be guessed: whoever types wrong ones has to wait', async () => {
    await person('eve', 'artist');
    const cookie = await cookieOf(manager, 'eve');
    const statuses: number[] = [];
    for (let tries = 0; tries < 12; tries += 1)
      statuses.push((await page('openProgram', { code: 'BBBB-BBBB' }, cookie)).status);
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 410));
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('what a program cannot ask for', () => {
  test.each([
    ['nothing', {}, 'invalid_scope'],
    ['an action that does not exist', { scope: 'jobs.read jobs.fly' }, 'invalid_scope'],
    ['what only admins do', { scope: 'people.change' }, 'invalid_scope'],
    ['what makes more ways in', { scope: 'account.change' }, 'invalid_scope'],
    ['anything, without a name', { scope: 'jobs.read', client_id: ' ' }, 'invalid_request'],
  ])('is %s', async (_what, asks: Record<string, string>, error) => {
    const answer = await post('device', { client_id: 'a program', ...asks }, newAddress());
    expect([answer.status, answer.body]).toMatchObject([
      400,
      { error, code: 400, message: answer.body['error_description'] },
    ]);
  });

  test('is a token for another grant, or for a code that does not exist', async () => {
    const address = newAddress();
    const of = (fields: Record<string, string>) => post('token', fields, address).then(({ body }) => body['error']);
    expect(await of({ grant_type: 'password', device_code: 'x' })).toBe('unsupported_grant_type');
    expect(await of({ grant_type: GRANT, device_code: 'x' })).toBe('invalid_grant');
  });
});

test('whoever begins again and again has to wait, however many addresses of one IPv6 network they use', async () => {
  const statuses: number[] = [];
  for (let last = 1; last <= 62; last += 1) statuses.push((await post('device', ASKS, `2001:db8:0:1::${last}`)).status);
  expect(statuses.slice(0, 60)).toEqual(Array.from({ length: 60 }, () => 200));
  expect(statuses.at(-1)).toBe(429);
  expect((await post('device', ASKS, '2001:db8:0:2::1')).status).toBe(200);
});

test('on an open farm, no program has to log in', async () => {
  const open = await startTestManager({ webRouter: appRouter });
  const asked = await open.client.call('POST', '/log-in/device', { body: ASKS });
  expect([asked.status, asked.body]).toMatchObject([400, { error: 'invalid_request' }]);
  await open.stop();
});
