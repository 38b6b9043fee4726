import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SleepWindows } from '#plugins/sleep-schedules/contract.ts';
import type { WorkerSummary } from '#server/contracts/worker.ts';
import type { WorkerTag } from '#server/contracts/worker-tag.ts';
import { complaintsOf, openBrowser } from '#tests/support/open-browser.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';

describe('the page of a worker', () => {
  let farm: TestFarm;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let workerId: string;

  beforeAll(async () => {
    [farm, browser] = await Promise.all([startTestFarm(), openBrowser()]);
    workerId = await vi.waitFor(awakeWorker, { timeout: 20_000, interval: 200 });
  });
  afterAll(async () => {
    await browser?.close();
    await farm?.stop();
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1280, height: 1000 } });
    complaints = complaintsOf(page);
    await page.goto(`${farm.url}/app/workers/${workerId}`);
  });
  afterEach(async () => {
    await page.close();
    expect(complaints).toEqual([]);
  });

  async function get<T>(path: string): Promise<T> {
    return (await (await fetch(`${farm.url}/api/v3${path}`)).json()) as T;
  }
  async function awakeWorker(): Promise<string> {
    const { workers } = await get<{ workers: WorkerSummary[] }>('/worker-mgt/workers');
    const awake = workers.find((worker) => worker.status === 'awake');
    if (!awake) throw new Error('no worker is awake');
    return awake.id;
  }
  const tagNames = async () =>
    ((await get<{ tags?: WorkerTag[] }>(`/worker-mgt/workers/${workerId}`)).tags ?? []).map((tag) => tag.name);

  it('gives the worker a tag and takes it away, even one that was created in the meantime', async () => {
    await page.getByRole('status').getByText('Live').waitFor();
    await fetch(`${farm.url}/api/v3/worker-mgt/tags`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'GPU' }),
    });
    const tag = page.getByRole('switch', { name: 'GPU' });
    await tag.click();
    await page.getByText('Runs jobs that are bound to one of its tags').waitFor();
    await expect.poll(tagNames).toEqual(['GPU']);
    await tag.click();
    await page.getByText('Runs jobs that are not bound to a tag').waitFor();
    await expect.poll(tagNames).toEqual([]);
  });

  it('sets a sleep schedule, and the worker obeys it', async () => {
    await page.getByRole('switch', { name: 'Sleeps at set times' }).click();
    const window = page.getByRole('group', { name: 'Window 1' });
    for (const day of ['Mo', 'Tu', 'We', 'Th', 'Fr']) await window.getByText(day, { exact: true }).click();
    expect(await window.getByLabel('Monday').isChecked()).toBe(false);
    await window.getByText('every day').waitFor();
    await window.getByLabel('From').fill('');
    await window.getByLabel('To').fill('');
    await window.getByText('the whole day').waitFor();
    await page.getByRole('button', { name: 'Save schedule' }).click();
    await page.getByText('Asleep', { exact: true }).first().waitFor();
    expect(await get<SleepWindows>(`/worker-mgt/workers/${workerId}/sleep-windows`)).toEqual({
      is_active: true,
      windows: [{ days: [], start: '', end: '' }],
    });
    await page.getByRole('switch', { name: 'Sleeps at set times' }).click();
    await page.getByRole('button', { name: 'Save schedule' }).click();
    await page.getByText('Awake', { exact: true }).first().waitFor();
  });
});
