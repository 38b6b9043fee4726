import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort } from '#scripts/farm/free-port.ts';
import { findProgram } from '#scripts/system/find-program.ts';
import { NGINX } from '#scripts/system/programs.ts';
import { MANAGER } from '#server/contracts/actor.ts';
import { openPages, type Pages } from '#server/http/pages.ts';
import { createLogger } from '#server/logging/logger.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import { createPerson } from '#server/use-cases/create-person.ts';
import { needs } from '#tests/support/needs.ts';
import { complaintsOf, openBrowser } from '#tests/support/open-browser.ts';
import { CLIENT_ID, CLIENT_SECRET, startProvider, type TestProvider } from '#tests/support/openid.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';

const PASSWORD = 'correct horse battery';
/** Where nginx calls the manager from. */
const PROXY = '127.0.0.9';

let pages: Pages;
let browser: Browser;
beforeAll(async () => {
  pages = await openPages(false, createLogger({ level: 'error', terminal: false, write: () => undefined }));
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
});

const startManager = (config: string) =>
  startTestManager({ webRouter: appRouter, pages: pages.handler, config: `access: accounts\n${config}` });

/** A browser profile of its own. */
async function newPage(): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  page.setDefaultTimeout(20_000);
  return page;
}

describe('signing in with an OpenID provider', () => {
  let manager: TestManager;
  let provider: TestProvider;

  beforeAll(async () => {
    manager = await startManager('');
    provider = await startProvider(`${manager.url}/app/signing-in`);
    await createPerson(manager.farm, MANAGER, { name: 'ada', role: 'admin' }, { password: PASSWORD });
    const oidc = {
      issuer: provider.issuer,
      client_id: CLIENT_ID,
      client_secret: CLIENT_SECRET,
      label: 'Studio login',
      roles_claim: 'groups',
      roles: { artists: 'artist' },
    };
    await manager.farm.configuration.change([
      { path: ['public_url'], value: manager.url },
      { path: ['oidc'], value: oidc },
    ]);
    provider.people.set('anna', { preferred_username: 'anna', groups: ['artists'] });
    provider.people.set('otto', { preferred_username: 'otto', groups: ['office'] });
  });
  afterAll(async () => {
    await provider?.stop();
    await manager?.stop();
  });

  it('leads to the provider, and back to the page that somebody wanted', async () => {
    const page = await newPage();
    const complaints = complaintsOf(page);
    provider.next = 'anna';
    await page.goto(`${manager.url}/app/workers?q=node`);
    await page.getByRole('button', { name: 'Sign in with Studio login' }).click();
    await page.waitForURL(`${manager.url}/app/workers?q=node`);
    await page.getByRole('button', { name: 'Account of anna' }).waitFor();
    await page.getByRole('status').getByText('Live').waitFor();
    await page.goto(`${manager.url}/app/account`);
    await page.getByRole('heading', { name: 'Studio login' }).waitFor();
    expect(await page.getByRole('heading', { name: 'Password' }).count()).toBe(0);
    expect(complaints).toEqual([]);
    // What the provider sent is not in the history of the browser.
    await page.goBack();
    expect(page.url()).not.toContain('code=');
    await page.context().close();
  });

  it('says to whoever is not admitted as whom they are signed in, and lets them try another account', async () => {
    const page = await newPage();
    provider.next = 'otto';
    await page.goto(`${manager.url}/app/jobs`);
    await page.getByRole('button', { name: 'Sign in with Studio login' }).click();
    await page.getByRole('heading', { name: 'Not admitted here' }).waitFor();
    await page.getByText('You are signed in at Studio login as otto, but not admitted to this farm.').waitFor();
    expect(await page.getByRole('link', { name: 'Sign out of Studio login' }).getAttribute('href')).toContain(
      `${provider.issuer}/session/end?`,
    );
    expect((await page.context().cookies(manager.url)).some(({ name }) => name.endsWith('.session'))).toBe(false);
    provider.next = 'anna';
    await page.getByRole('button', { name: 'Try another account' }).click();
    await page.getByRole('button', { name: 'Account of anna' }).waitFor();
    await page.context().close();
  });

  it('says what went wrong on a page, from which one can begin again', async () => {
    const page = await newPage();
    await page.goto(`${manager.url}/app/signing-in?code=made-up&state=made-up`);
    await page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
    await page.getByText('This sign-in was not begun in this browser, or took too long; begin again.').waitFor();
    await page.getByRole('link', { name: 'Back to the sign-in page' }).click();
    await page.getByRole('button', { name: 'Sign in with Studio login' }).waitFor();
    expect(page.url()).toBe(`${manager.url}/app/sign-in`);
    await page.context().close();
  });

  it('links an account that somebody has already, after asking for its password', async () => {
    const page = await newPage();
    provider.people.set('ada-l', { preferred_username: 'ada-l', groups: [] });
    provider.next = 'ada-l';
    await page.goto(`${manager.url}/app/account`);
    await page.getByLabel('Name or e-mail address').fill('ada');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'Link…' }).click();
    await page.getByLabel('Your password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText(`You can sign in with your account at ${provider.issuer}.`).waitFor();
    expect(page.url()).toBe(`${manager.url}/app/account`);
    await page.context().close();
  });

  it('hides passwords from all but admins where those do without', async () => {
    await manager.farm.configuration.change([{ path: ['password_login'], value: false }]);
    const page = await newPage();
    await page.goto(`${manager.url}/app/sign-in`);
    await page.getByRole('button', { name: 'Sign in with Studio login' }).waitFor();
    expect(await page.getByLabel('Password', { exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'I am an admin: sign in with a password' }).click();
    await page.getByLabel('Name or e-mail address').fill('ada');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('button', { name: 'Account of ada' }).waitFor();
    await page.context().close();
  });
});

describe('signing in at nginx, as the docs say', needs('nginx', Boolean(findProgram(NGINX.command))), () => {
  let manager: TestManager;
  let nginx: Awaited<ReturnType<typeof startNginx>>;

  beforeAll(async () => {
    manager = await startManager(`trusted_proxies: [${PROXY}]\nproxy_login: {header: Remote-User}\n`);
    await createPerson(manager.farm, MANAGER, { name: 'anna', role: 'artist' });
    nginx = await startNginx(manager.url);
  });
  afterAll(async () => {
    await nginx?.stop();
    await manager?.stop();
  });

  it('makes somebody that person on the pages, who cannot sign out here', async () => {
    const page = await newPage();
    await page.setExtraHTTPHeaders({ 'X-Who': 'anna' });
    await page.goto(`${nginx.url}/app/jobs`);
    await page.getByRole('button', { name: 'Account of anna' }).click();
    await page.getByText('Signed in by the proxy in front; sign out there').waitFor();
    expect(await page.getByRole('menuitem', { name: 'Sign out' }).count()).toBe(0);
    await page.getByRole('status').getByText('Live').waitFor();
    await page.context().close();
  });

  it('says so to whoever has no account', async () => {
    const page = await newPage();
    await page.setExtraHTTPHeaders({ 'X-Who': 'otto' });
    await page.goto(`${nginx.url}/app/jobs`);
    await page.getByText('You are signed in by the proxy in front of this farm as otto, but not admitted').waitFor();
    expect(await page.getByRole('button', { name: /^Account of/ }).count()).toBe(0);
    await page.context().close();
  });

  it('does not let anybody in who writes the header, at nginx or past it', async () => {
    const whoIs = async (url: string, headers: Record<string, string>) => {
      const answer = await fetch(`${url}/api/trpc/account.me`, { headers });
      return (await answer.json()) as unknown;
    };
    const named = (name: string) => ({ result: { data: { person: { name } } } });
    expect(await whoIs(nginx.url, { 'X-Who': 'anna' })).toMatchObject(named('anna'));
    expect(await whoIs(nginx.url, { 'X-Who': 'otto', 'Remote-User': 'anna' })).toMatchObject({
      result: { data: { person: null, not_admitted: { who: 'otto' } } },
    });
    expect(await whoIs(manager.url, { 'Remote-User': 'anna' })).toMatchObject({
      result: { data: { person: null, let_in_by: 'nobody' } },
    });
  });
});

/** nginx with the example of the docs. Its log-in believes whatever `X-Who` says. */
async function startNginx(managerUrl: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'flamenco-nginx-'));
  const logIn = createServer(({ headers }, response) => {
    response.writeHead(204, { 'Remote-User': String(headers['x-who'] ?? '') }).end();
  });
  await new Promise<void>((resolve) => logIn.listen(0, '127.0.0.1', resolve));
  const { port: logInPort } = logIn.address() as AddressInfo;
  const port = await freePort();
  const docs = await readFile(new URL('../../docs/accounts.md', import.meta.url), 'utf8');
  const example = /^```nginx\n([^]*?)^```/m.exec(docs)?.[1] ?? '';
  const location = example.replace('http://127.0.0.1:8080;', `${managerUrl}; proxy_bind ${PROXY};`);
  expect(location).toContain(PROXY);
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const text = `daemon off;
pid ${folder}/nginx.pid;
${process.getuid?.() === 0 ? 'user root;' : ''}
events {}
http {
  access_log off;
  ${kinds.map((kind) => `${kind}_temp_path ${folder}/temp/${kind};`).join('\n  ')}
  server {
    listen 127.0.0.1:${port};
    location = /authenticate {
      internal;
      proxy_pass http://127.0.0.1:${logInPort};
    }
    ${location}
  }
}
`;
  await mkdir(join(folder, 'temp'));
  await writeFile(join(folder, 'nginx.conf'), text);
  const args = ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', join(folder, 'error.log')];
  const program = execa(NGINX.command, args, { reject: false, all: true });
  const url = `http://127.0.0.1:${port}`;
  await vi.waitFor(async () => expect((await fetch(`${url}/healthz`)).status).toBe(200), { timeout: 30_000 });
  return {
    url,
    async stop() {
      program.kill('SIGTERM');
      await program;
      logIn.close();
      await rm(folder, { recursive: true });
    },
  };
}
