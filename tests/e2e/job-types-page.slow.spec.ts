import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '#scripts/farm/free-port.ts';
import type { Program } from '#scripts/farm/program.ts';
import { startManager, waitUntilReady } from '#scripts/farm/start-manager.ts';
import { complaintsOf, openBrowser } from '#tests/support/open-browser.ts';

describe('the page about job types', () => {
  let home: string;
  let url: string;
  let manager: Program;
  let browser: Browser;
  const save = (file: string, source: string) => writeFile(join(home, 'scripts', file), source);
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'flamenco job types '));
    await mkdir(join(home, 'scripts'));
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    manager = await startManager({ home, port, name: 'Test farm' });
    [browser] = await Promise.all([openBrowser(), waitUntilReady(manager, url)]);
  });
  afterAll(async () => {
    await browser?.close();
    await manager?.stop();
    await rm(home, { recursive: true, force: true });
  });

  it('says what is wrong with a script, and shows it without a restart when it is mended', async () => {
    await save('my_type.js', 'function compileJob() {}');
    await save('half_done.js', 'const JOB_TYPE = { label: "Half done" };');
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const complaints = complaintsOf(page);
    await page.goto(`${url}/app/jobs`);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Job types' }).click();
    const entry = (name: string) => page.getByRole('article', { name });
    await entry('my-type').getByText('there is no JOB_TYPE in my_type.js').waitFor();
    await entry('Half done').getByText('no function compileJob(job) in half_done.js').waitFor();
    await entry('Simple Blender Render').waitFor();

    await save('my_type.js', 'const JOB_TYPE = { label: "Mine" };\nfunction compileJob() {}');
    await page.reload();
    await entry('Mine').getByText('0 settings').waitFor();
    await expect(page.getByText('Artists cannot choose it').count()).resolves.toBe(0);
    expect(complaints).toEqual([]);
  });
});
