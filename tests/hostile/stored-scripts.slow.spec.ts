import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkerTag } from '#server/contracts/worker-tag.ts';
import { openBrowser } from '#tests/support/open-browser.ts';
import { startTarget, type Target } from './target.ts';

/** What a browser might run if a page put it in the wrong place; each would leave its mark, call out, or ask. */
const MARK = 'document.documentElement.dataset.marked=1';
const PAYLOADS = [
  `<script>${MARK}</script>`,
  `<img src=x onerror="${MARK}">`,
  `"><svg onload=${MARK}>`,
  `' onmouseover='${MARK}' x='`,
  `" onfocus="${MARK}" autofocus="`,
  `javascript:${MARK}`,
  `  jAvAsCrIpT:alert(1)`,
  'data:text/html,<script>alert(1)</script>',
  `</title></textarea></script><script>${MARK}</script>`,
  `<iframe srcdoc="<script>parent.${MARK}</script>">`,
  `<a href="javascript:${MARK}">here</a>`,
  '<style>@import "http://foreign.example/x.css";</style>',
  '<base href="http://foreign.example/"><link rel=stylesheet href=x>',
  '\u001B]8;;javascript:alert(1)\u0007here\u001B]8;;\u0007',
  `{{constructor.constructor('${MARK}')()}}\${${MARK}}`,
];
/** Ends each payload, as a sign that a page has come to show it. */
const SHOWN = 'was shown';
/** Every so many of them run in `npm test`. */
const EVERY = 7;
const chosen = PAYLOADS.filter((_payload, index) => process.env['HOSTILE'] === 'all' || index % EVERY === 1);

/** Everything that a stranger can make the farm show, filled with the payload; resolves to the pages that show it. */
async function pagesThatShow({ client }: Target, payload: string): Promise<string[]> {
  const tag = await client.call('POST', '/worker-mgt/tags', { body: { name: payload, description: payload } });
  const worker = await client.awakeWorker(payload);
  const signOn = { name: payload, supported_task_types: ['misc', payload], software_version: payload };
  await client.call('POST', '/worker/sign-on', { worker, body: signOn });
  await client.call('POST', `/worker-mgt/workers/${worker.id}/settags`, {
    body: { tag_ids: [(tag.body as WorkerTag).id] },
  });
  await client.call('POST', '/worker/state-changed', { worker, body: { status: 'awake' } });
  const job = await client.submitJob({
    name: payload,
    metadata: { [payload]: payload, comment: payload, 'user.name': payload },
    settings: { message: payload, sleep_duration_seconds: 1, sleep_repeats: 1 },
  });
  const task = await client.nextTask(worker);
  if (!task) throw new Error('the worker got no task');
  await client.report(worker, task, { log: `${payload}\n`, activity: payload });
  await client.report(worker, task, { status: 'failed', activity: payload });
  await client.call('POST', `/jobs/${job.id}/setstatus`, { body: { status: 'canceled', reason: payload } });
  const { tasks } = await client.get<{ tasks: { id: string }[] }>(`/jobs/${job.id}/tasks`);
  return [
    '/app/jobs',
    `/app/jobs/${job.id}`,
    `/app/jobs/${job.id}/${tasks[0]?.id}`,
    '/app/workers',
    `/app/workers/${worker.id}`,
    '/app/tags',
  ];
}

/** Opens a page, moves over all of it, and tells what ran or called out. */
async function whatRan(page: Page, url: string): Promise<string[]> {
  const found: string[] = [];
  page.on('dialog', (dialog) => {
    found.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(new URL('/', url).href)) found.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  // Or else nothing was tried: the page does show it, as text.
  await page.waitForFunction((text) => document.body.innerText.includes(text), SHOWN);
  await page.locator('body *').evaluateAll((places) => {
    for (const place of places)
      for (const event of ['mouseover', 'mouseenter', 'focus']) place.dispatchEvent(new Event(event));
  });
  if (await page.evaluate(() => document.documentElement.dataset['marked'] !== undefined)) found.push('a script ran');
  const links = await page
    .locator('a, iframe, form, base')
    .evaluateAll((elements) =>
      elements.flatMap((element) => ['href', 'src', 'action'].map((name) => element.getAttribute(name) ?? '')),
    );
  found.push(...links.filter((link) => /^\s*(javascript|data):/i.test(link) || link.includes('foreign.example')));
  return found;
}

describe('nothing that a stranger makes the farm show is run by a page', () => {
  let target: Target;
  let browser: Browser;
  beforeAll(async () => {
    [target, browser] = await Promise.all([startTarget(), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await target?.stop();
  });

  it.each(chosen)('%s', async (payload) => {
    for (const path of await pagesThatShow(target, `${payload} ${SHOWN}`)) {
      const page = await browser.newPage();
      expect(await whatRan(page, `${target.url}${path}`), path).toEqual([]);
      await page.close();
    }
  });
});
