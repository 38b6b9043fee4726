import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { WorkerSummary } from '#server/contracts/worker.ts';
import { complaintsOf, openBrowser } from '#tests/support/open-browser.ts';
import { TestClient } from '#tests/support/test-client.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';

const SECRET = 'a-secret-that-is-only-typed';

describe('the workers page of a farm with a registration secret', () => {
  let farm: TestFarm;
  let client: TestClient;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    const settings = { worker_registration_secret: 'the-secret-of-this-farm' };
    [farm, browser] = await Promise.all([startTestFarm({ workers: 0, settings }), openBrowser()]);
    client = new TestClient(farm.url);
  });
  afterAll(async () => {
    await browser?.close();
    await farm?.stop();
  });
  beforeEach(async () => {
    page = await browser.newPage({
      viewport: { width: 1280, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    complaints = complaintsOf(page);
    await page.goto(`${farm.url}/app/workers`);
  });
  afterEach(async () => {
    await page.close();
    expect(complaints).toEqual([]);
  });

  const approvalOf = async (name: string) => {
    const { workers } = await client.get<{ workers: WorkerSummary[] }>('/worker-mgt/workers');
    return workers.find((worker) => worker.name === name)?.approval ?? 'approved';
  };

  it('shows the command for a new machine, with the secret only if somebody types it in', async () => {
    await page.getByRole('button', { name: 'Add a worker' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a worker' });
    const command = dialog.locator('code');
    await dialog.getByRole('tab', { name: 'Linux' }).click();
    // It runs the script only if it has the checksum that the page has shown. For that, the worker is packed first.
    await expect
      .poll(() => command.textContent(), { timeout: 30_000 })
      .toMatch(/ in [0-9a-f]{64}\*\) .* sh -s -- --run /);
    expect(await command.textContent()).toContain(`curl -fsSL ${farm.url}/join.sh`);
    await dialog.getByText('Install a service').click();
    await expect.poll(() => command.textContent()).toMatch(/ in [0-9a-f]{64}\*\) .* sh -s -- --service user /);
    await dialog.getByRole('tab', { name: 'Windows' }).click();
    await expect.poll(() => command.textContent()).toContain(`irm ${farm.url}/join.ps1`);
    await dialog.getByLabel('Registration secret', { exact: true }).fill(SECRET);
    await expect.poll(() => command.textContent()).toContain(`$env:FLAMENCO_REGISTRATION_SECRET = '••••••'`);
    await dialog.getByRole('button', { name: 'Show the secret' }).click();
    await expect.poll(() => command.textContent()).toContain(`$env:FLAMENCO_REGISTRATION_SECRET = '${SECRET}'`);
    await dialog.getByRole('button', { name: 'Copy the command' }).click();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await command.textContent());
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Add a worker' }).click();
    expect(await dialog.getByLabel('Registration secret', { exact: true }).inputValue()).toBe('');
  });

  it('approves a waiting worker and rejects another, after asking for confirmation', async () => {
    await client.awakeWorker('friend');
    await client.awakeWorker('stranger');
    await page.getByRole('button', { name: /Waiting for approval 2/ }).waitFor();

    await page.getByRole('link', { name: 'friend' }).click();
    await page
      .getByText('came without a registration secret or enrolment code and waits for approval')
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Approve…' }).click();
    await page
      .getByRole('dialog', { name: 'Let friend work for this farm?' })
      .getByRole('button', { name: 'Approve' })
      .click();
    await expect.poll(() => approvalOf('friend')).toBe('approved');
    await page.getByRole('button', { name: 'Approve…' }).waitFor({ state: 'detached' });

    await page.goto(`${farm.url}/app/workers?status=waiting`);
    await page.getByRole('link', { name: 'stranger' }).click();
    await page.getByRole('button', { name: 'Reject…' }).click();
    await page.getByRole('dialog', { name: 'Reject stranger?' }).getByRole('button', { name: 'Reject' }).click();
    await expect.poll(() => approvalOf('stranger')).toBe('rejected');
    await page.getByText('Rejected').first().waitFor();
  });
});
