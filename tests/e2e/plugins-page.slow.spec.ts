import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '#scripts/farm/free-port.ts';
import type { Program } from '#scripts/farm/program.ts';
import { startManager, waitUntilReady } from '#scripts/farm/start-manager.ts';
import { complaintsOf, openBrowser } from '#tests/support/open-browser.ts';

describe('the page about plugins', () => {
  let home: string;
  let url: string;
  let manager: Program;
  let browser: Browser;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'flamenco plugins '));
    const folder = join(home, 'plugins', 'licences');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'plugin.mjs'), 'throw new Error("no licence server");');
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const settings = { plugins: { 'sleep-schedules': { enabled: false } } };
    manager = await startManager({ home, port, name: 'Test farm', settings });
    [browser] = await Promise.all([openBrowser(), waitUntilReady(manager, url)]);
  });
  afterAll(async () => {
    await browser?.close();
    await manager?.stop();
    await rm(home, { recursive: true, force: true });
  });

  it('shows which run, which are off, and why one has failed, while the farm works on', async () => {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const complaints = complaintsOf(page);
    await page.goto(`${url}/app/jobs`);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Plugins' }).click();
    const entry = (name: string) => page.getByRole('article', { name });
    await entry('licences').getByText('no licence server').waitFor();
    await entry('licences').getByText('Failed', { exact: true }).waitFor();
    await entry('Sleep schedules').getByText('Off', { exact: true }).waitFor();
    await entry('Last rendered image').getByText('Running', { exact: true }).waitFor();
    await entry('Last rendered image').getByText('queue_length').waitFor();

    // What the plugin would put on the page of a worker is not there, since it is off.
    const registration = { name: 'anna', secret: 'a secret of the worker', platform: 'linux' };
    const registered = await fetch(`${url}/api/v3/worker/register-worker`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...registration, supported_task_types: ['blender'] }),
    });
    const { uuid } = (await registered.json()) as { uuid: string };
    await page.goto(`${url}/app/workers/${uuid}`);
    await page.getByRole('heading', { name: 'Status history' }).waitFor();
    expect(await page.getByRole('heading', { name: 'Sleep schedule' }).count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
