import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MANAGER } from '#server/contracts/actor.ts';
import { openPages, type Pages } from '#server/http/pages.ts';
import { createLogger } from '#server/logging/logger.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import { createPerson } from '#server/use-cases/create-person.ts';
import { setPassword } from '#server/use-cases/set-password.ts';
import { complaintsOf, openBrowser } from '#tests/support/open-browser.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';

const PASSWORD = 'correct horse battery';
const ASKS = {
  client_id: 'Blender add-on',
  scope: 'jobs.read jobs.submit workers.change',
  machine_name: 'desk-7',
  user_name: 'anna',
};

let pages: Pages;
let manager: TestManager;
let open: TestManager;
let browser: Browser;
beforeAll(async () => {
  pages = await openPages(false, createLogger({ level: 'error', terminal: false, write: () => undefined }));
  const options = { webRouter: appRouter, pages: pages.handler };
  [manager, open, browser] = await Promise.all([
    startTestManager({ ...options, config: 'access: accounts\n' }),
    startTestManager(options),
    openBrowser(),
  ]);
  const { id } = await createPerson(manager.farm, MANAGER, { name: 'anna', role: 'artist' });
  await setPassword(manager.farm, MANAGER, id, { password: PASSWORD });
});
afterAll(async () => {
  await browser?.close();
  await manager?.stop();
  await open?.stop();
});

async function newPage(): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  page.setDefaultTimeout(15_000);
  return page;
}

async function begin() {
  const { body } = await manager.client.call('POST', '/log-in/device', { body: ASKS });
  return body as { device_code: string; user_code: string; verification_uri_complete: string };
}

async function signIn(page: Page): Promise<void> {
  await page.getByLabel('Name or e-mail address').fill('anna');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

async function said({ device_code }: { readonly device_code: string }): Promise<unknown> {
  const body = { grant_type: 'urn:ietf:params:oauth:grant-type:device_code', device_code };
  return (await manager.client.call('POST', '/log-in/token', { body })).body;
}

describe('the page on which a program is let in', () => {
  it('comes back after signing in, shows who asks for what, and lets it in', async () => {
    const page = await newPage();
    const complaints = complaintsOf(page);
    const begun = await begin();
    const sent: string[] = [];
    page.on('request', (request) => sent.push(request.url()));
    await page.goto(begun.verification_uri_complete);
    await signIn(page);
    await page.getByRole('button', { name: 'Allow' }).waitFor();
    const shown = await page.getByRole('main').innerText();
    for (const words of [begun.user_code, 'Blender add-on', '“desk-7”', '“anna”', '127.0.0.1', 'Submit jobs'])
      expect(shown).toContain(words);
    expect(shown).toContain('Allow this only if you started it yourself');
    expect(shown).toMatch(/Change and remove workers\s+\(once you may do so yourself\)/);
    expect(sent.filter((url) => url.includes(begun.user_code))).toEqual([]);
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByText('you can close this page').waitFor();
    expect(await said(begun)).toMatchObject({ token_type: 'Bearer', user_name: 'anna' });
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('takes a code that is typed, and refuses the program', async () => {
    const page = await newPage();
    await page.goto(`${manager.url}/app/device`);
    await signIn(page);
    const begun = await begin();
    const field = page.getByLabel('Code');
    await field.fill('bbbbbbbb');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('This code is not valid').waitFor();
    await field.fill(begun.user_code.toLowerCase().replace('-', ''));
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('button', { name: 'Refuse' }).click();
    await page.getByText('gets no token').waitFor();
    expect(await said(begun)).toMatchObject({ error: 'access_denied' });
    await page.context().close();
  });

  it('says on an open farm that nobody has to log in', async () => {
    const page = await newPage();
    await page.goto(`${open.url}/app/device#BCDF-GHJK`);
    await page.getByText('You can close this page').waitFor();
    expect(await page.getByRole('main').innerText()).toContain('Nobody has to log in here');
    await page.context().close();
  });
});
