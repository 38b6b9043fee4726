import { type OutgoingHttpHeaders, request } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MANAGER } from '#server/contracts/actor.ts';
import { findPeople } from '#server/persistence/repositories/people.repository.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import { changePerson } from '#server/use-cases/change-person.ts';
import { createPerson } from '#server/use-cases/create-person.ts';
import { ECHO_JOB } from '#tests/support/test-client.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';

/** The address that the trusted proxy calls from; others are anybody's. */
const PROXY = '127.0.0.9';

let manager: TestManager;
beforeEach(async () => {
  manager = await startTestManager({
    webRouter: appRouter,
    config: `access: accounts\ntrusted_proxies: [${PROXY}]\nproxy_login: {header: Remote-User}\n`,
  });
  await person('anna', 'artist');
});
afterEach(() => manager.stop());

const person = (name: string, role: 'artist' | 'admin', email?: string) =>
  createPerson(manager.farm, MANAGER, { name, role, ...(email ? { email } : {}) });
const people = async () => (await findPeople(manager.farm.database.tables)).map(({ name, role }) => `${name} ${role}`);

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** One request. Headers that are a list are sent several times. @param from the address that it comes from */
function send(from: string, path: string, headers: OutgoingHttpHeaders, body?: unknown): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const type = body === undefined ? {} : { 'Content-Type': 'application/json' };
    const options = { localAddress: from, agent: false, headers: { ...headers, ...type } };
    const sent = request(
      `${manager.url}${path}`,
      { ...options, method: body === undefined ? 'GET' : 'POST' },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.once('end', () => {
          const text = Buffer.concat(chunks).toString();
          const parsed = JSON.parse(text || '{}') as Record<string, unknown>;
          resolve({ status: answer.statusCode ?? 0, body: parsed });
        });
      },
    );
    sent.once('error', reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

const me = async (headers: OutgoingHttpHeaders, from = PROXY) => {
  const { body } = await send(from, '/api/trpc/account.me', headers);
  return (body['result'] as { data: Record<string, unknown> } | undefined)?.data;
};

describe('somebody whom a trusted proxy names', () => {
  test('is that person, to pages and programs, and owns what they submit', async () => {
    expect(await me({ 'Remote-User': 'anna' })).toMatchObject({
      person: { name: 'anna' },
      role: 'artist',
      let_in_by: 'proxy',
    });
    const job = await send(PROXY, '/api/v3/jobs', { 'remote-user': ' Anna ' }, ECHO_JOB);
    expect(job.status).toBe(200);
    const [row] = await manager.farm.database.tables.selectFrom('jobs').selectAll().execute();
    const [anna] = await findPeople(manager.farm.database.tables);
    expect(row?.owner_id).toBe(anna?.id);
  });

  test('may be named by e-mail address, and in any script', async () => {
    await person('åsa', 'artist', 'asa@studio.example');
    expect(await me({ 'Remote-User': 'Asa@studio.example' })).toMatchObject({ person: { name: 'åsa' } });
    const bytes = Buffer.from('åsa').toString('latin1');
    expect(await me({ 'Remote-User': bytes })).toMatchObject({ person: { name: 'åsa' } });
  });

  test('is somebody else at once when the proxy says so', async () => {
    await person('ada', 'admin');
    expect(await me({ 'Remote-User': 'ada' })).toMatchObject({ role: 'admin' });
    expect(await me({ 'Remote-User': 'anna' })).toMatchObject({ role: 'artist' });
    expect(await me({})).toMatchObject({ let_in_by: 'nobody' });
  });

  test('signs out at the proxy', async () => {
    const { status, body } = await send(PROXY, '/api/trpc/account.signOut', { 'Remote-User': 'anna' }, null);
    expect(status).toBe(422);
    expect(JSON.stringify(body)).toContain('the proxy in front of this manager signs you in; sign out there');
  });

  test('cannot be made to do something by the page of another site', async () => {
    const from = { 'User-Agent': 'Mozilla/5.0', 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' };
    const { status } = await send(PROXY, '/api/v3/jobs', { 'Remote-User': 'anna', ...from }, ECHO_JOB);
    expect(status).toBe(403);
  });

  test('has no more than their token, if they send one, and a worker is a worker', async () => {
    const refused = await send(PROXY, '/api/v3/jobs', { 'Remote-User': 'anna', Authorization: 'Bearer fng_nonsense' });
    expect(refused.status).toBe(401);
  });

  test.each([
    ['has no account here', 'otto', 'no-role', 'who has no account'],
    ['is disabled', 'anna', 'disabled', 'whose account is disabled'],
  ])('and who %s is told so, and gets the pages for that only', async (_what, name, why, words) => {
    const [anna] = await findPeople(manager.farm.database.tables);
    await changePerson(manager.farm, MANAGER, anna?.id ?? '', { disabled: true });
    expect(await me({ 'Remote-User': name })).toMatchObject({
      person: null,
      role: null,
      let_in_by: 'not-admitted',
      not_admitted: { who: name, why },
    });
    const { status, body } = await send(PROXY, '/api/v3/jobs', { 'Remote-User': name });
    expect([status, body['message']]).toEqual([403, expect.stringContaining(words)]);
    expect(await people()).toEqual(['anna artist']);
  });

  test('gets an account with the role for newcomers, once, however many requests come at the same time', async () => {
    await manager.farm.configuration.change([{ path: ['proxy_login', 'default_role'], value: 'viewer' }]);
    const answers = await Promise.all(Array.from({ length: 6 }, () => me({ 'Remote-User': 'Otto' })));
    for (const answer of answers) expect(answer).toMatchObject({ person: { name: 'otto' }, role: 'viewer' });
    expect(await people()).toEqual(['anna artist', 'otto viewer']);
    const query = manager.farm.database.tables.selectFrom('audit_log').selectAll();
    const [made] = await query.where('subject_name', '=', 'otto').execute();
    expect(made?.after).toContain('the header Remote-User of a trusted proxy');
  });
});

describe('the header of anybody else', () => {
  test('lets nobody in', async () => {
    expect(await me({ 'Remote-User': 'anna' }, '127.0.0.1')).toMatchObject({ let_in_by: 'nobody' });
    const { status } = await send('127.0.0.1', '/api/v3/jobs', { 'Remote-User': 'anna' });
    expect(status).toBe(401);
  });

  test('does not either when it claims to be forwarded by the proxy', async () => {
    const headers = { 'Remote-User': 'anna', 'X-Forwarded-For': PROXY };
    expect(await me(headers, '127.0.0.1')).toMatchObject({ let_in_by: 'nobody' });
  });

  test('does not either in other letters or with other lines', async () => {
    for (const name of ['remote-user', 'REMOTE-USER', 'Remote_User']) {
      expect(await me({ [name]: 'anna' }, '127.0.0.1')).toMatchObject({ let_in_by: 'nobody' });
    }
  });
});

describe('a header of the proxy that does not name one person', () => {
  test.each<[what: string, value: string | string[], words: string]>([
    ['comes twice', ['anna', 'ada'], 'came several times'],
    ['comes twice with the same name', ['anna', 'anna'], 'came several times'],
    ['is empty', '', 'is empty'],
    ['is blank', '  ', 'is empty'],
    ['is too long', 'a'.repeat(300), 'is too long'],
    ['is longer than a name', 'a'.repeat(150), 'is too long'],
    ['has a tab', 'an\tna', 'must begin with a letter'],
    ['is a list', 'anna,ada', 'must begin with a letter'],
    ['is a list of addresses', 'a@x.example,b@x.example', 'neither a name nor an e-mail address'],
    ['has control characters', Buffer.from('anna\u0085').toString('latin1'), 'must begin with a letter'],
  ])('and %s, is refused', async (_what, value, words) => {
    await manager.farm.configuration.change([{ path: ['proxy_login', 'default_role'], value: 'viewer' }]);
    const { status, body } = await send(PROXY, '/api/v3/jobs', { 'Remote-User': value });
    expect([status, body['message']]).toEqual([403, expect.stringContaining(words)]);
    expect(await people()).toEqual(['anna artist']);
  });
});

test('without the setting, nobody is believed', async () => {
  await manager.farm.configuration.change([{ path: ['proxy_login', 'header'], value: '' }]);
  expect(await me({ 'Remote-User': 'anna' })).toMatchObject({ let_in_by: 'nobody' });
});

test('streams end when the person is kept out', async () => {
  const stream = fetchStream({ 'Remote-User': 'anna' });
  await stream.begun;
  const [anna] = await findPeople(manager.farm.database.tables);
  await changePerson(manager.farm, MANAGER, anna?.id ?? '', { disabled: true });
  await expect(stream.ended).resolves.toBeUndefined();
});

/** Follows the farm's events through the proxy. */
function fetchStream(headers: OutgoingHttpHeaders): { begun: Promise<void>; ended: Promise<void> } {
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const path = `/api/trpc/live.events?input=${encodeURIComponent('{}')}`;
  const sent = request(`${manager.url}${path}`, { localAddress: PROXY, agent: false, headers }, (answer) => {
    answer.once('data', () => begun.resolve());
    answer.once('end', () => ended.resolve());
    answer.resume();
  });
  sent.once('error', begun.reject);
  sent.end();
  return { begun: begun.promise, ended: ended.promise };
}
