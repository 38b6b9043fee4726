import { writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Program, startProgram } from '#scripts/farm/program.ts';
import { complaintsOf, openBrowser } from '#tests/support/open-browser.ts';

const PASSWORD = 'correct horse battery';

let browser: Browser;
beforeAll(async () => void (browser = await openBrowser()));
afterAll(() => browser.close());

let home: string;
let manager: Program;
let link: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'flamenco first start '));
  await mkdir(join(home, 'storage'));
  ({ manager, link } = await start());
});
afterEach(async () => {
  await manager.stop();
  await rm(home, { recursive: true });
});

/** Starts a manager in the home, which has no configuration, and resolves to the link that it prints. */
async function start(): Promise<{ manager: Program; link: string }> {
  const log = join(home, 'manager.log');
  writeFileSync(log, '');
  const program = startProgram('manager', 'server/main.ts', ['--home', home, '--listen', '127.0.0.1:0'], log);
  const find = () => /http:\/\/127\.0\.0\.1:\d+\/app\/setup#[\w-]+/.exec(program.tail(100))?.[0];
  for (let found = find(); ; found = find()) {
    if (found !== undefined) return { manager: program, link: found };
    if (!program.isRunning()) throw new Error(program.tail(50));
    await wait(50);
  }
}

/** A browser profile of its own. */
async function newPage(): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  page.setDefaultTimeout(30_000);
  return page;
}

async function opened(): Promise<Page> {
  const page = await newPage();
  await page.goto(link);
  await page.getByRole('heading', { name: 'Set up this farm' }).waitFor();
  return page;
}

async function fillAdmin(page: Page): Promise<void> {
  await page.getByLabel('Your name').fill('Ada');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
}

async function finish(page: Page): Promise<void> {
  await page.getByLabel('Shared storage').fill(join(home, 'storage'));
  await page.getByText('Whatever each worker finds').click();
  await page.getByRole('button', { name: 'Set up the farm' }).click();
}

test('the link makes the first admin, who is signed in and sees the jobs once the manager has started again', async () => {
  const other = await opened();
  const page = await opened();
  const complaints = complaintsOf(page);
  // The secret is for nobody who looks at the screen, or at the history of the browser.
  expect(new URL(page.url()).hash).toBe('');
  await fillAdmin(page);
  await finish(page);
  await page.waitForURL((url) => url.pathname === '/app/jobs');
  await page.getByRole('button', { name: 'Account of ada' }).waitFor();
  await page.getByRole('status').getByText('Live').waitFor();
  expect(await readFile(join(home, 'flamenco-manager.yaml'), 'utf8')).toMatch(/^access: accounts$/m);
  // While it starts again, it cannot answer.
  expect(complaints.filter((line) => !/ERR_CONNECTION_REFUSED|status of 503/.test(line))).toEqual([]);

  // Whoever opened the same link elsewhere is too late, and so is whoever opens it again.
  await fillAdmin(other);
  await finish(other);
  await other.getByRole('alert').getByText('This manager is set up already').waitFor();
  const late = await newPage();
  await late.goto(link);
  await late.getByRole('heading', { name: 'This link does not work' }).waitFor();
  await late.getByText('This manager is set up already').waitFor();
  await late.getByRole('link', { name: 'Go to the farm' }).click();
  await late.getByRole('heading', { name: 'Sign in' }).waitFor();
});

test('a farm that is chosen to be open asks nobody to sign in, and says so on every page', async () => {
  const page = await opened();
  await page.getByText('Everybody on the network').click();
  await finish(page);
  await page.waitForURL((url) => url.pathname === '/app/jobs');
  await page.getByRole('complementary', { name: 'Access' }).getByText('Open access.').waitFor();
  expect(await readFile(join(home, 'flamenco-manager.yaml'), 'utf8')).toMatch(/^access: open$/m);
});

test('a link of an earlier start does not work; the page says which does', async () => {
  const page = await newPage();
  await page.goto(link.replace(/#.*/, '#an-older-secret'));
  await page.getByRole('heading', { name: 'This link does not work' }).waitFor();
  await page.getByText('use the one that the manager printed when it was last started').waitFor();
  await page.goto(new URL('/app/jobs', link).href);
  await page.getByRole('heading', { name: 'Open the set-up link' }).waitFor();
  // There is nothing to go to yet.
  expect(await page.getByRole('link', { name: 'Go to the farm' }).count()).toBe(0);
});
