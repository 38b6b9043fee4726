import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { renderJob } from '#scripts/bench/render-job.ts';
import type { JobOrder } from '#scripts/farm/manager-api.ts';
import { openBrowser } from '#tests/support/open-browser.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { type SteadyLoad, steadyLoad } from './support/steady-load.ts';

/** Tasks a second; each changes its status twice. */
const PACE = 100;
/** How many tasks; a minute's worth with `PAGE_REQUESTS_TASKS=6000`. */
const TASKS = Number(process.env['PAGE_REQUESTS_TASKS'] ?? 1500);

let farm: TestFarm;
let browser: Browser;
let load: SteadyLoad;
beforeAll(async () => {
  [farm, browser] = await Promise.all([startTestFarm({ workers: 0 }), openBrowser()]);
  load = await steadyLoad(farm.url, 10, PACE);
});
afterAll(async () => {
  await load?.stop();
  await browser?.close();
  await farm?.stop();
});

/** Opens a page in a browser profile of its own; `count` tells of the requests since it was called last. */
async function open(path: string): Promise<{ page: Page; count: () => { requests: number; procedures: string[] } }> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  let requests = 0;
  let procedures: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.endsWith('/live.events') || pathname.endsWith('/live.taskLog')) return;
    if (!pathname.startsWith('/api/') && !pathname.startsWith('/job-files/')) return;
    requests += 1;
    procedures.push(...pathname.replace('/api/trpc/', '').split(','));
  });
  await page.goto(`${farm.url}${path}`);
  await page.getByRole('status').getByText('Live').waitFor();
  return {
    page,
    count: () => {
      const counted = { requests, procedures };
      requests = 0;
      procedures = [];
      return counted;
    },
  };
}

it('pages follow two hundred changes of tasks a second with few requests, from events alone', async () => {
  const job = await farm.submit(renderJob('bench', TASKS + 400) as JobOrder);
  const tasks = await farm.api.tasks(job.id);
  const workers = (await (await fetch(`${farm.url}/api/v3/worker-mgt/workers`)).json()) as {
    workers: { id: string }[];
  };
  const places = {
    jobs: '/app/jobs',
    job: `/app/jobs/${job.id}`,
    task: `/app/jobs/${job.id}/${tasks.at(TASKS + 200)?.id}`,
    workers: '/app/workers',
    worker: `/app/workers/${workers.workers[0]?.id}`,
  };
  const opened = await Promise.all(
    Object.entries(places).map(async ([name, path]) => ({ name, ...(await open(path)) })),
  );
  // What the pages fetch when they come up, and when the first events arrive, is no part of it.
  await load.run(100);
  for (const { count } of opened) count();
  const minutes = await load.run(TASKS);
  const lines = opened.map(({ name, count }) => {
    const { requests, procedures } = count();
    const perProcedure = Object.entries(Object.groupBy(procedures, (procedure) => procedure));
    const detail = perProcedure.map(([procedure, calls]) => `${procedure} ${calls?.length}`).join(', ');
    return { name, perMinute: Math.round(requests / minutes), detail };
  });
  process.stderr.write(
    [
      `${Math.round((2 * TASKS) / (minutes * 60))} task changes a second, requests a minute:`,
      ...lines.map((line) => `  ${line.name}: ${line.perMinute} (${line.detail})`),
      '',
    ].join('\n'),
  );
  for (const { name, perMinute, detail } of lines) expect(perMinute, `${name}: ${detail}`).toBeLessThanOrEqual(30);
  // And they show what happened.
  const row = opened[0]?.page.getByRole('row').filter({ hasText: job.name });
  const percent = `${Math.floor((100 * (TASKS + 100)) / tasks.length)}%`;
  await row?.getByText(percent).waitFor();
  await opened[1]?.page.getByText(percent, { exact: true }).first().waitFor();
});
