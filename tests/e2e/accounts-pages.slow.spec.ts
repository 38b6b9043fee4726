import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonRole } from '#server/contracts/person.ts';
import { MANAGER } from '#server/contracts/actor.ts';
import { openPages } from '#server/http/pages.ts';
import { createLogger } from '#server/logging/logger.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import { createPerson } from '#server/use-cases/create-person.ts';
import { setPassword } from '#server/use-cases/set-password.ts';
import { deviceCode } from '#tests/support/account-visits.ts';
import { complaintsOf, openBrowser } from '#tests/support/open-browser.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';

const PASSWORD = 'correct horse battery';
const NEW_PASSWORD = 'staple of the moon';

let manager: TestManager;
let browser: Browser;
beforeAll(async () => {
  const pages = await openPages(false, createLogger({ level: 'error', terminal: false, write: () => undefined }));
  const config = 'access: accounts\ntrusted_networks: [{network: 127.0.0.2/32, role: viewer}]\n';
  const options = { webRouter: appRouter, pages: pages.handler, config };
  [manager, browser] = await Promise.all([startTestManager(options), openBrowser()]);
  await person('ada', 'admin');
  await person('vera', 'viewer');
  await person('otto', 'artist', 'Otto');
  await manager.client.registeredWorker('node 1');
});
afterAll(async () => {
  await browser?.close();
  await manager?.stop();
});

async function person(name: string, role: PersonRole, display_name = name): Promise<void> {
  const { id } = await createPerson(manager.farm, MANAGER, { name, role, display_name });
  await setPassword(manager.farm, MANAGER, id, { password: PASSWORD });
}

/** A browser profile of its own. */
async function newPage(): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  page.setDefaultTimeout(15_000);
  return page;
}

async function signIn(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel('Name or e-mail address').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function choose(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: /^Account of/ }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

/** Signs somebody in without a page; resolves to the `Set-Cookie` headers. */
async function cookiesOf(name: string): Promise<string[]> {
  const answer = await fetch(`${manager.url}/api/trpc/account.signIn`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ nameOrEmail: name, password: PASSWORD }),
  });
  return answer.headers.getSetCookie();
}

/** A page of somebody who signed in before: with the cookie, as whoever comes back the next day. */
async function comesBack(name: string, path: string): Promise<Page> {
  const page = await newPage();
  const cookies = (await cookiesOf(name)).map((cookie) => {
    const [, key = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
    return { name: key, value, url: manager.url, httpOnly: true, sameSite: 'Lax' as const };
  });
  await page.context().addCookies(cookies);
  await page.goto(`${manager.url}${path}`);
  return page;
}

describe('the pages about accounts', () => {
  let link: string;
  let uri: string;
  let recoveryCode: string;

  it('lead whoever is not signed in to the page for that, and then back to what they wanted', async () => {
    const page = await newPage();
    const complaints = complaintsOf(page);
    await page.goto(`${manager.url}/app/workers?q=node`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(complaints).toEqual([]);
    await signIn(page, 'ada', 'not it');
    await page.getByRole('alert').getByText('The name or the password is wrong.').waitFor();
    await signIn(page, 'ada', PASSWORD);
    await page.waitForURL(`${manager.url}/app/workers?q=node`);
    await page.getByRole('heading', { name: /^Workers/ }).waitFor();
    // Live events come only to those who are signed in.
    await page.getByRole('status').getByText('Live').waitFor();
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
    await page.context().close();
  });

  it('do not lead to other sites after signing in', async () => {
    const page = await newPage();
    await page.goto(`${manager.url}/app/sign-in?next=${encodeURIComponent('/app//example.com/')}`);
    await signIn(page, 'ada', PASSWORD);
    await page.getByRole('heading', { name: /^Jobs/ }).waitFor();
    expect(page.url()).toBe(`${manager.url}/app/jobs`);
    await page.context().close();
  });

  it('let an admin invite somebody, who is shown the link once', async () => {
    const page = await comesBack('ada', '/app/people');
    await page.getByRole('button', { name: 'Invite' }).click();
    const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
    await dialog.getByLabel('Name', { exact: true }).fill('anna');
    await dialog.getByRole('button', { name: 'Make the invitation' }).click();
    link = await page.getByRole('dialog', { name: 'A link for anna' }).getByRole('code').innerText();
    await page.getByRole('button', { name: 'Done' }).click();
    await page.getByRole('row', { name: /anna.*Artist.*Invited/ }).waitFor();

    // Somebody has to be left who can do all this.
    await page.getByRole('button', { name: 'Actions for ada' }).click();
    await page.getByRole('menuitem', { name: 'Remove…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Ada is the only admin of this farm; make somebody else an admin first.').waitFor();
    expect(await page.getByRole('row', { name: /ada.*Admin.*Active/ }).count()).toBe(1);
    await page.context().close();
  });

  it('let the invited choose a password; the link works once and leaves the address bar at once', async () => {
    const page = await newPage();
    await page.goto(link);
    await page.getByRole('heading', { name: 'Welcome, anna' }).waitFor();
    expect(page.url()).toBe(`${manager.url}/app/welcome`);
    await page.getByLabel('Your name on the pages').fill('Anna Weaver');
    await page.getByLabel('New password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Create my account' }).click();
    await page.waitForURL(`${manager.url}/app/sign-in?name=anna`);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${manager.url}/app/jobs`);
    await page.getByRole('button', { name: 'Account of Anna Weaver' }).waitFor();

    await page.goto(link);
    await page.getByRole('alert').getByText('This link was used already').waitFor();
    await page.goto(`${manager.url}/app/welcome#no-such-secret`);
    await page.getByRole('heading', { name: 'This link is not valid' }).waitFor();
    await page.context().close();
  });

  it('set up a second factor, which stays open when the session is replaced, and ask for its codes', async () => {
    const page = await comesBack('anna', '/app/account');
    await page.getByRole('button', { name: 'Set up…' }).click();
    await page.getByLabel('Your password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Continue' }).click();
    const dialog = page.getByRole('dialog', { name: 'Set up a second factor' });
    await dialog.getByRole('img', { name: /^The secret/ }).waitFor();
    const secret = (await dialog.getByRole('code').innerText()).replaceAll(' ', '');
    uri = `otpauth://totp/anna?secret=${secret}`;
    await dialog.getByLabel('The code that the app shows').fill('000000');
    await dialog.getByRole('button', { name: 'Switch on' }).click();
    await dialog
      .getByRole('alert')
      .getByText(/wrong or has expired/)
      .waitFor();
    await dialog.getByLabel('The code that the app shows').fill(deviceCode(uri));
    await dialog.getByRole('button', { name: 'Switch on' }).click();
    const codes = dialog.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
    recoveryCode = await codes.first().innerText();
    await dialog.getByRole('button', { name: 'I have kept them' }).click();
    await page.getByRole('button', { name: 'Switch off…' }).waitFor();
    await choose(page, 'Sign out');
    await page.waitForURL(`${manager.url}/app/sign-in`);

    await signIn(page, 'anna', PASSWORD);
    await page.getByRole('heading', { name: 'One more step' }).waitFor();
    await page.getByLabel('Code', { exact: true }).fill(deviceCode(uri, 1));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${manager.url}/app/jobs`);
    await choose(page, 'Sign out');
    await signIn(page, 'anna', PASSWORD);
    await page.getByRole('button', { name: 'Use a recovery code' }).click();
    await page.getByLabel('Recovery code').fill(recoveryCode);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.waitForURL(`${manager.url}/app/jobs`);
    await page.getByRole('button', { name: 'Account of Anna Weaver' }).waitFor();
    expect(page.url()).toBe(`${manager.url}/app/jobs`);
    await page.context().close();
  });

  it('make a token for chosen actions, which a program can use until it is revoked', async () => {
    const page = await comesBack('ada', '/app/account');
    await page.getByRole('button', { name: 'New token…' }).click();
    await page.getByLabel('What is it for?').fill('nightly');
    await page.getByText('Only what I choose').click();
    await page.getByLabel('See jobs').check();
    await page.getByRole('button', { name: 'Make token' }).click();
    const token = await page.getByRole('dialog').getByRole('code').innerText();
    await page.getByRole('button', { name: 'Done' }).click();
    const ask = async (path: string) =>
      (await fetch(`${manager.url}${path}`, { headers: { Authorization: `Bearer ${token}` } })).status;
    expect(await ask('/api/v3/jobs')).toBe(200);
    expect(await ask('/api/v3/version')).toBe(200);
    expect(await ask('/api/v3/worker-mgt/workers')).toBe(403);
    await page.getByText('may: see jobs').waitFor();
    await page.getByRole('button', { name: 'Revoke nightly' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('revoked', { exact: true }).waitFor();
    expect(await ask('/api/v3/jobs')).toBe(401);
    await page.context().close();
  });

  it('sign out the others and go on here when the password is changed', async () => {
    const here = await comesBack('vera', '/app/account');
    const there = await comesBack('vera', '/app/workers');
    await here.getByRole('button', { name: 'Change password…' }).click();
    await here.getByLabel('Current password').fill(PASSWORD);
    await here.getByLabel('New password').fill(NEW_PASSWORD);
    await here.getByRole('dialog').getByRole('button', { name: 'Change password' }).click();
    await here.getByText('Your password was changed').waitFor();
    // The end of its session reaches the other page by itself, and it does not forget where it was.
    await there.getByText('Your session has ended.').waitFor();
    await signIn(there, 'vera', NEW_PASSWORD);
    await there.waitForURL(`${manager.url}/app/workers`);
    await here.getByRole('listitem').filter({ hasText: 'this browser' }).waitFor();
    expect(here.url()).toBe(`${manager.url}/app/account`);

    // And one browser can be signed out from another.
    await here.reload();
    await here.getByRole('button', { name: /^Sign out Chrome on/ }).click();
    await there.getByText('Your session has ended.').waitFor();
    await there.context().close();
    await here.context().close();
  });

  it('offer nothing that the reader may not do', async () => {
    const page = await newPage();
    await page.goto(`${manager.url}/app/workers`);
    await signIn(page, 'vera', NEW_PASSWORD);
    await page.getByRole('heading', { name: /^Workers/ }).waitFor();
    const bar = page.getByRole('navigation', { name: 'Main' });
    await bar.getByRole('link', { name: 'Tags' }).waitFor();
    expect(await bar.getByRole('link', { name: 'Plugins' }).count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Add a worker' }).count()).toBe(0);
    await page.getByRole('row').filter({ hasText: 'node 1' }).click();
    await page.getByText('Your role, viewer, may not change this.').waitFor();
    expect(await page.getByRole('button', { name: /Shut down|Remove|Sleep|Wake|Rename/ }).count()).toBe(0);
    await page.goto(`${manager.url}/app/people`);
    await page.getByRole('heading', { name: 'Only admins see this page' }).waitFor();
    await page.context().close();
  });

  it('show at once what another role may do, and let nobody go on who was removed', async () => {
    const otto = await comesBack('otto', '/app/jobs');
    await otto.getByRole('status').getByText('Live').waitFor();
    expect(await otto.getByRole('link', { name: 'Audit log' }).count()).toBe(0);
    const ada = await comesBack('ada', '/app/people?q=otto');
    await ada.getByRole('button', { name: 'Otto', exact: true }).waitFor();
    expect(await ada.getByRole('row', { name: /vera/ }).count()).toBe(0);

    // Whoever has another role is signed out, and has it from the next sign-in.
    await ada.getByRole('button', { name: 'Otto', exact: true }).click();
    await ada.getByRole('dialog').getByRole('combobox', { name: 'Role' }).click();
    await ada.getByRole('option', { name: /Wrangler/ }).click();
    await ada.getByRole('button', { name: 'Save' }).click();
    await ada.getByRole('row', { name: /Otto.*Wrangler/ }).waitFor();
    await otto.getByText('Your session has ended.').waitFor();
    await signIn(otto, 'otto', PASSWORD);
    await otto.waitForURL(`${manager.url}/app/jobs`);
    await otto.getByRole('link', { name: 'Audit log' }).waitFor();
    await otto.getByRole('status').getByText('Live').waitFor();

    await ada.getByRole('button', { name: 'Actions for Otto' }).click();
    await ada.getByRole('menuitem', { name: 'Remove…' }).click();
    const question = ada.getByRole('dialog', { name: 'Remove the account of Otto for good?' });
    await question.getByText('The jobs stay and go on rendering').waitFor();
    await question.getByRole('button', { name: 'Remove' }).click();
    await ada.getByText('Nobody matches').waitFor();
    // The live stream ends with the account, and the page that was open shows nothing of the farm any more.
    await otto.getByText('Your session has ended.').waitFor();
    await signIn(otto, 'otto', PASSWORD);
    await otto.getByRole('alert').getByText('The name or the password is wrong.').waitFor();
    await otto.context().close();
    await ada.context().close();
  });

  it('list where somebody is signed in, a few at first, and end all the others', async () => {
    for (let count = 0; count < 6; count += 1) await cookiesOf('ada');
    const there = await comesBack('ada', '/app/tags');
    await there.getByRole('status').getByText('Live').waitFor();
    const here = await comesBack('ada', '/app/account');
    const list = here.getByRole('list', { name: 'Browsers' }).getByRole('listitem');
    await list.filter({ hasText: 'this browser' }).waitFor();
    expect(await list.count()).toBe(5);
    await here.getByRole('button', { name: /^Show all \d+ browsers/ }).click();
    expect(await list.count()).toBeGreaterThan(6);
    await here.getByRole('button', { name: 'Sign out everywhere else' }).click();
    await here.getByText(/^Signed out \d+ other browsers/).waitFor();
    await there.getByText('Your session has ended.').waitFor();
    await expect.poll(() => list.count()).toBe(1);
    for (const page of [here, there]) await page.context().close();
  });

  it('run no script that is not theirs, and tell no other site where somebody was', async () => {
    for (const path of ['sign-in', 'welcome', 'setup', 'account', 'people', 'jobs']) {
      const { headers } = await fetch(`${manager.url}/app/${path}`);
      const policy = headers.get('content-security-policy') ?? '';
      expect([path, policy]).toEqual([path, expect.stringMatching(/script-src 'self' 'sha256-/)]);
      expect(/script-src [^;]*unsafe/.test(policy)).toBe(false);
      expect(headers.get('referrer-policy')).toBe('same-origin');
    }
  });
});
