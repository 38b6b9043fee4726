import type { Job } from '#server/contracts/job.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { complaintsOf, openBrowser } from '#tests/support/open-browser.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';

const PATIENCE_MS = 30_000;

/** A locator that is waited for is an expectation, too: it fails by its time-out. */
describe('the web pages of a running farm', () => {
  let farm: TestFarm;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    [farm, browser] = await Promise.all([startTestFarm(), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await farm?.stop();
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    complaints = complaintsOf(page);
  });
  afterEach(async () => {
    await page.close();
    expect(complaints).toEqual([]);
  });

  const submit = (name: string, seconds: number) =>
    farm.submit({
      name,
      type: 'echo-sleep-test',
      submitter_platform: 'manager',
      settings: { message: `hello from ${name}`, sleep_duration_seconds: seconds, sleep_repeats: 1 },
    });
  /** Says later whether the page was loaded anew since. */
  async function markPage(): Promise<() => Promise<boolean>> {
    await page.evaluate(() => document.documentElement.setAttribute('data-marked', ''));
    return () => page.evaluate(() => document.documentElement.hasAttribute('data-marked'));
  }
  const row = (name: string) => page.getByRole('row').filter({ hasText: name });

  it('say how to submit the first job while there are none', async () => {
    await page.goto(`${farm.url}/app`);
    await page.getByRole('heading', { name: 'No jobs yet' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/app/jobs');
  });

  it('offer the Blender add-on for download', async () => {
    await page.goto(`${farm.url}/app/jobs`);
    await page.getByRole('link', { name: 'Blender add-on', exact: true }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download for Blender' }).click();
    expect((await download).suggestedFilename()).toBe('flamenco-ng-addon.zip');
  });

  it.each(['Blender add-on', 'Drag this into Blender'])(
    'offer “%s” as a link that Blender understands',
    async (name) => {
      await page.goto(`${farm.url}/app/jobs`);
      await page.getByRole('link', { name: 'Blender add-on', exact: true }).click();
      const link = page.getByRole('link', { name, exact: name === 'Blender add-on', includeHidden: true });
      const dragged = new URL(await link.evaluate((element) => (element as HTMLAnchorElement).href));
      expect(dragged.pathname).toBe('/addon/flamenco-ng-addon.zip');
      expect(Object.fromEntries(dragged.searchParams)).toEqual({
        repository: './index.json',
        blender_version_min: '4.2.0',
      });
      expect((await fetch(new URL('./index.json', dragged))).status).toBe(200);
    },
  );

  it('show a job the moment it is submitted, and follow it to its end without a reload', async () => {
    await page.goto(`${farm.url}/app/jobs`);
    await page.getByRole('status').getByText('Live').waitFor();
    const isMarked = await markPage();
    const job = await submit('followed job', 1);
    await row('followed job').waitFor();
    await farm.waitForJob(job.id);
    await row('followed job').getByText('Completed').waitFor();
    await row('followed job').getByText('100%').waitFor();
    expect(await isMarked()).toBe(true);
  });

  it('lead from a job to its task and to the log of that task', async () => {
    const job = await submit('told job', 1);
    await page.goto(`${farm.url}/app/jobs/${job.id}`);
    await page.getByRole('heading', { name: 'told job' }).waitFor();
    await row('echo').getByRole('link', { name: 'echo' }).click();
    await page.getByRole('log').getByText('hello from told job').waitFor();
    await page.getByLabel('Search the log').fill('hello from');
    await page
      .getByRole('toolbar', { name: 'Log' })
      .getByText(/^1 of \d+$/)
      .waitFor();
    await page.getByRole('button', { name: 'Show log of attempt 1' }).waitFor();
    const [echo] = await farm.api.tasks(job.id);
    expect(page.url()).toContain(`/app/jobs/${job.id}/${echo?.id ?? '?'}`);
  });

  it('show what a task writes while it runs, without a reload', async () => {
    const job = await submit('watched job', 4);
    await farm.waitForJob(job.id, ['active']);
    await page.goto(`${farm.url}/app/jobs/${job.id}`);
    await row('sleep').getByText('Active').waitFor();
    const isMarked = await markPage();
    await row('sleep').getByRole('link', { name: 'sleep' }).click();
    await page.getByRole('log').getByText('to completed').waitFor();
    await page.getByRole('heading', { name: 'sleep' }).locator('..').getByText('Completed').waitFor();
    expect(await isMarked()).toBe(true);
  });

  it('ask before they cancel a job', async () => {
    const job = await submit('doomed job', 60);
    await farm.waitForJob(job.id, ['active']);
    await page.goto(`${farm.url}/app/jobs/${job.id}`);
    await page.getByRole('button', { name: 'Cancel…' }).click();
    await page.getByRole('button', { name: 'Keep' }).click();
    expect((await farm.api.job(job.id)).status).toBe('active');
    await page.getByRole('button', { name: 'Cancel…' }).click();
    await page.getByRole('button', { name: 'Cancel job' }).click();
    await farm.waitForJob(job.id, ['canceled']);
    await page.getByRole('button', { name: 'Requeue' }).waitFor();
  });

  it("give a job its own failure limit, and return it to the farm's", async () => {
    const job = await submit('limited job', 1);
    await page.goto(`${farm.url}/app/jobs/${job.id}`);
    await page.getByRole('tab', { name: 'Details' }).click();
    const field = page.getByLabel('Percent of failed tasks at which the job fails');
    const policy = async () => (await farm.api.job(job.id)).failure_policy;
    expect(await field.getAttribute('placeholder')).toBe('10% failed tasks (farm’s)');
    await field.click();
    await page.keyboard.type('25');
    await page.keyboard.press('Enter');
    await expect.poll(policy).toEqual({ job_fail_percentage: 25 });
    expect(await field.inputValue()).toBe('25% failed tasks');
    await field.fill('');
    await page.keyboard.press('Enter');
    await expect.poll(policy).toBeUndefined();
  });

  it('block a worker from a job, unblock it, and delete the job', async () => {
    const job = await submit('blocked job', 60);
    await farm.waitForJob(job.id, ['active']);
    await page.goto(`${farm.url}/app/jobs/${job.id}`);
    await page.getByRole('tab', { name: 'Blocklist' }).click();
    await page.getByRole('button', { name: 'Block a worker…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Block a worker' });
    await dialog.getByRole('combobox', { name: 'Worker' }).click();
    await page.getByRole('option').first().click();
    await dialog.getByRole('button', { name: 'Block worker' }).click();
    const unblock = page
      .getByRole('list', { name: 'Blocked workers' })
      .getByRole('button', { name: /^Unblock .* misc$/ });
    await unblock.click();
    await unblock.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Priority 50, change' }).click();
    await page.keyboard.type('80');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Priority 80, change' }).waitFor();
    await page.getByRole('button', { name: 'Delete…' }).click();
    await page.getByText('2 tasks with all logs').waitFor();
    await page.getByRole('button', { name: 'Delete job' }).click();
    await page.waitForURL(/\/app\/jobs$/);
    await row('blocked job').waitFor({ state: 'detached' });
    await expect.poll(async () => (await fetch(`${farm.url}/api/v3/jobs/${job.id}`)).status).toBe(404);
  });

  it('say why a job is waiting, and which rule keeps the worker from it', async () => {
    await page.goto(`${farm.url}/app/workers`);
    await row('Awake').getByRole('link').first().click();
    await page.waitForURL(/workers\/.+/);
    const workerUrl = page.url();
    await page.getByRole('button', { name: 'Sleep after task' }).click();
    await page.getByText('Asleep', { exact: true }).first().waitFor();
    const job = await submit('waiting job', 0);
    await page.goto(`${farm.url}/app/jobs/${job.id}`);
    await page
      .getByRole('region', { name: 'Why is it waiting?' })
      .getByText(/is "asleep"/)
      .waitFor();
    await page.goto(workerUrl);
    await page
      .getByRole('region', { name: 'Why is it idle?' })
      .getByText(/is "asleep"/)
      .waitFor();
    await page.getByRole('button', { name: 'Wake', exact: true }).click();
    expect((await farm.waitForJob(job.id)).status).toBe('completed');
  });

  it('keep the search and the filter in the address, so that a reload shows the same rows', async () => {
    await page.goto(`${farm.url}/app/jobs`);
    await row('told job').waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('doomed');
    await page.getByRole('button', { name: /^Canceled/ }).click();
    await page.waitForURL(/q=doomed.*status=canceled/);
    await page.reload();
    await row('doomed job').waitFor();
    expect(await row('told job').count()).toBe(0);
  });

  it('lead from a value in the metadata of a job to the jobs that have the same, also while new ones come', async () => {
    const shot = (name: string, value: string) =>
      farm.submit({
        name,
        type: 'echo-sleep-test',
        submitter_platform: 'manager',
        settings: { message: name, sleep_duration_seconds: 0, sleep_repeats: 0 },
        metadata: { 'shot & take': value },
      });
    const { id } = await shot('first of ten', '10/ü 1');
    await shot('another shot', '20');
    await page.goto(`${farm.url}/app/jobs/${id}`);
    await page.getByRole('tab', { name: 'Metadata' }).click();
    await page.getByRole('link', { name: '10/ü 1' }).click();
    await row('first of ten').waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('shot & take=10/ü 1');
    await shot('another shot again', '20');
    await shot('second of ten', '10/ü 1');
    await row('second of ten').waitFor();
    expect(await row('another shot').count()).toBe(0);
    await page.goto(`${farm.url}/app/jobs?q=${encodeURIComponent('shot & take=1')}`);
    await page.getByText('finds jobs by their metadata').waitFor();
  });

  it('say which job another one waits for, follow that job, and start the other one without it', async () => {
    const order = {
      type: 'echo-sleep-test',
      submitter_platform: 'manager',
      settings: { message: 'x', sleep_duration_seconds: 0, sleep_repeats: 1 },
    };
    const send = async (body: object) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${farm.url}/api/v3/jobs`, { method: 'POST', headers, body: JSON.stringify(body) });
      return (await answer.json()) as Job;
    };
    const sim = await send({ ...order, name: 'the simulation', initial_status: 'paused' });
    const shot = await send({ ...order, name: 'the render', depends_on: [sim.id] });
    expect(shot).toMatchObject({ depends_on: [sim.id], waits_for: 1 });
    await page.goto(`${farm.url}/app/jobs`);
    await row('the render').getByLabel('Waits for 1 other job to be completed').waitFor();
    await row('the render').getByRole('link').first().click();
    const others = page.getByRole('region', { name: 'Jobs that must be completed first' });
    await others.getByRole('link', { name: 'the simulation' }).waitFor();
    await others.getByText('Paused').waitFor();
    await page.getByText('The job waits for job "the simulation", which is paused.').waitFor();
    const cancel = { status: 'cancel-requested', reason: 'not needed' };
    const headers = { 'content-type': 'application/json' };
    await fetch(`${farm.url}/api/v3/jobs/${sim.id}/setstatus`, {
      method: 'POST',
      headers,
      body: JSON.stringify(cancel),
    });
    await others.getByText('Canceled').waitFor();
    await others.getByRole('button', { name: 'Start without waiting…' }).click();
    await page.getByRole('button', { name: 'Start without waiting', exact: true }).click();
    await farm.waitForJob(shot.id);
    await others.waitFor({ state: 'detached' });
  });

  it('send a worker to sleep and wake it again', async () => {
    const status = async () => {
      const answer = await fetch(`${farm.url}/api/v3/worker-mgt/workers`);
      return ((await answer.json()) as { workers: { status: string }[] }).workers.map((worker) => worker.status);
    };
    await page.goto(`${farm.url}/app/workers`);
    await row('Awake').getByRole('link').first().click();
    await page.getByRole('button', { name: 'Sleep after task' }).click();
    await expect.poll(status, { timeout: PATIENCE_MS }).toEqual(['asleep']);
    await page.getByText('Asleep', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Wake', exact: true }).click();
    await expect.poll(status, { timeout: PATIENCE_MS }).toEqual(['awake']);
    await page.getByRole('button', { name: 'Sleep after task' }).waitFor();
  });

  it.each(['jobs', 'workers'])('fit on a phone: %s', async (place) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${farm.url}/app/${place}`);
    await page.getByRole('gridcell').first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await page.getByRole('button', { name: 'Open navigation' }).click();
    await page.getByRole('dialog').getByRole('link', { name: 'Workers' }).click();
    await page.waitForURL(/workers/);
  });
});
