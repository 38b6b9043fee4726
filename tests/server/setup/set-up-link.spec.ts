import { access, mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { writeAnswer } from '#server/http/write-answer.ts';
import { SetUpLink } from '#server/setup/set-up-link.ts';
import { showSetUpLink } from '#server/setup/show-set-up-link.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import { rawRequest } from '#tests/support/raw-request.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';

const BLENDER = { input: '', path: '', source: 'default', is_usable: true, cause: '' };

describe('a manager without a configuration', () => {
  let manager: TestManager;
  let secret: string;
  let now: number;
  beforeEach(async () => {
    now = Date.UTC(2026, 0, 5, 12);
    const made = SetUpLink.make({ now: () => now });
    ({ secret } = made);
    manager = await startTestManager({
      webRouter: appRouter,
      farm: { setUpLink: made.link },
      pages: (_request, response) => writeAnswer(response, { status: 200, body: 'a page' }),
    });
    await mkdir(join(manager.folder, 'storage'));
  });
  afterEach(() => manager.stop());

  async function call(procedure: string, input: unknown) {
    const answer = await fetch(`${manager.url}/api/trpc/setup.${procedure}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(input),
    });
    const body = (await answer.json()) as { result?: { data: unknown }; error?: { message: string } };
    return {
      status: answer.status,
      data: body.result?.data,
      message: body.error?.message,
      cookies: answer.headers.getSetCookie(),
    };
  }
  const choices = (more: Record<string, unknown>) => ({
    storage: join(manager.folder, 'storage'),
    blender: BLENDER,
    ...more,
  });
  const config = () => readFile(join(manager.folder, 'flamenco-manager.yaml'), 'utf8');

  test('lets nobody do anything without the secret of its link, and leads every page to the set-up', async () => {
    expect((await manager.client.call('GET', '/version')).status).toBe(200);
    for (const [method, path, body] of [
      ['GET', '/jobs', undefined],
      ['GET', '/configuration', undefined],
      ['POST', '/configuration/setup-assistant', { storageLocation: '/tmp', blenderExecutable: BLENDER }],
      ['POST', '/configuration/check/shared-storage', { path: '/tmp' }],
    ] as const) {
      const refused = await manager.client.call(method, path, body ? { body } : {});
      expect([refused.status, refused.body], path).toMatchObject([
        503,
        { message: expect.stringContaining('not set up') },
      ]);
    }
    const page = await rawRequest(`${manager.url}/app/jobs/some`, { method: 'GET' });
    expect([page.status, page.headers['location']]).toEqual([307, '/app/setup']);
    expect((await rawRequest(`${manager.url}/app/setup`, { method: 'GET' })).status).toBe(200);
  });

  test('makes the first admin, signs them in, says in the file who may use it, and starts again; once', async () => {
    expect((await call('begin', { secret })).data).toMatchObject({ home: manager.folder, password_min_length: 10 });
    const admin = { name: 'Ada', password: 'correct horse battery' };
    const done = await call('finish', { secret, choices: choices({ access: 'accounts', admin }) });
    expect(done.status).toBe(200);
    expect(done.cookies.join()).toContain('.session=');
    expect(await config()).toMatch(/^access: accounts$/m);
    expect(await config()).toContain('storage');
    expect(manager.restarts).toBe(1);
    expect(manager.logLines.join('')).not.toContain(secret);
    const again = await call('finish', { secret, choices: choices({ access: 'open' }) });
    expect([again.status, again.message]).toEqual([410, 'this set-up link was used already']);
    expect(await config()).toMatch(/^access: accounts$/m);
  });

  test('is open to all if that is what they chose', async () => {
    expect((await call('finish', { secret, choices: choices({ access: 'open' }) })).status).toBe(200);
    expect(await config()).toMatch(/^access: open$/m);
  });

  test('writes nothing for choices that do not work, and the link still does', async () => {
    const admin = { name: 'ada', password: 'correct horse battery' };
    const nowhere = { storage: join(manager.folder, 'nowhere') };
    for (const [more, message] of [
      [{ access: 'open', ...nowhere }, 'storage: This folder does not exist'],
      [{ access: 'accounts' }, 'admin: is missing'],
      [{ access: 'accounts', admin: { ...admin, password: 'short' } }, 'password: must have at least 10'],
    ] as const) {
      const refused = await call('finish', { secret, choices: choices(more) });
      expect([refused.status, refused.message]).toEqual([400, expect.stringContaining(message)]);
    }
    expect(await config()).not.toContain('access:');
    expect((await call('finish', { secret, choices: choices({ access: 'accounts', admin }) })).status).toBe(200);
  });

  test('refuses another secret, and soon every try from there', async () => {
    const statuses = [];
    for (let tries = 0; tries < 12; tries += 1) statuses.push((await call('begin', { secret: 'guess' })).status);
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 404), 429, 429]);
  });

  test('takes the link for an hour', async () => {
    now += 3_600_000;
    const late = await call('begin', { secret });
    expect([late.status, late.message]).toEqual([410, expect.stringContaining('start the manager again')]);
  });
});

test('a manager that is set up has nothing to set up', async () => {
  const manager = await startTestManager({ webRouter: appRouter });
  const answer = await fetch(`${manager.url}/api/trpc/setup.begin`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ secret: 'any' }),
  });
  expect(answer.status).toBe(410);
  await manager.stop();
});

test('the link is printed for this machine and others, and the file that leads a browser to it is for its owner only', async () => {
  const home = await mkdtemp(join(tmpdir(), 'flamenco home '));
  const printed: string[] = [];
  const link = { home, url: 'http://127.0.0.1:8080', secret: 's3cret', expiresAt: '2026-01-05T13:00:00Z' };
  vi.stubEnv('DISPLAY', undefined).stubEnv('WAYLAND_DISPLAY', undefined);
  const isOver = await showSetUpLink({ ...link, atTerminal: true }, (text) => printed.push(text));
  vi.unstubAllEnvs();
  expect(printed.join('')).toContain('http://127.0.0.1:8080/app/setup#s3cret\n');
  const file = join(home, 'flamenco-set-up.html');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  await isOver();
  await expect(access(file)).rejects.toThrow('ENOENT');
  await rm(home, { recursive: true });
});
