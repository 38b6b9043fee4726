import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTarget, type Target } from '#tests/hostile/target.ts';
import { complaintsOf, openBrowser } from '#tests/support/open-browser.ts';

const MILLION = 1_000_000;
const PATIENCE_MS = 60_000;

describe('a log of ten million lines', () => {
  let farm: Target;
  let browser: Browser;
  let page: Page;
  let complaints: string[];
  let log: string;

  beforeAll(async () => {
    [farm, browser] = await Promise.all([startTarget(), openBrowser()]);
    const { client } = farm;
    const worker = await client.awakeWorker();
    const job = await client.submitJob();
    const task = await client.nextTask(worker);
    if (!task) throw new Error('the worker got no task');
    await client.report(worker, task, { log: 'the first line\n' });
    for (let n = 0; n < 10; n += 1) await client.report(worker, task, { log: '\n'.repeat(MILLION) });
    await client.report(worker, task, { log: 'the last line\n' });
    const { tasks } = await client.get<{ tasks: { id: string; status: string }[] }>(`/jobs/${job.id}/tasks`);
    log = `${farm.url}/app/jobs/${job.id}/${tasks.find(({ status }) => status === 'active')?.id}`;
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(PATIENCE_MS);
    complaints = complaintsOf(page);
  });
  afterAll(async () => {
    await browser?.close();
    await farm?.stop();
  });

  const line = (text: string) => page.getByRole('log').getByText(text, { exact: true }).waitFor();
  const number = (n: number) => page.getByRole('link', { name: `Line ${n}`, exact: true }).waitFor();

  it('opens at its end', async () => {
    await page.goto(log);
    await line('the last line');
    expect(complaints).toEqual([]);
  });

  it('is read backwards in parts, whose lines are kept up to a limit', async () => {
    for (let n = 0; n < 4; n += 1) await page.getByRole('button', { name: /^Load earlier lines/ }).click();
    await page.getByRole('button', { name: /^Load later lines/ }).waitFor({ state: 'attached' });
    const bytes = await page.evaluate(
      () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize,
    );
    expect(bytes).toBeLessThan(300 * 1024 * 1024);
  });

  it('has its first line, and any other that a link names, with its number', async () => {
    await page.goto(`${log}#L1`);
    await line('the first line');
    await page.goto(`${log}#L750000`);
    await number(750_000);
    expect(complaints).toEqual([]);
  });

  it('is followed again from anywhere', async () => {
    await page.getByRole('button', { name: 'Follow the log  f' }).click();
    await line('the last line');
    expect(complaints).toEqual([]);
  });
});
