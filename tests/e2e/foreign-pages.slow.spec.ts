import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderJob } from '#scripts/bench/render-job.ts';
import type { JobOrder } from '#scripts/farm/manager-api.ts';
import { complaintsOf, openBrowser } from '#tests/support/open-browser.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';

let farm: TestFarm;
let browser: Browser;
/** Somebody else's web site. */
let site: Server;
let evil = '';
let port = '';

beforeAll(async () => {
  site = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>evil</title><p>Hello');
  }).listen(0, '127.0.0.1');
  await once(site, 'listening');
  evil = `http://evil.example:${(site.address() as AddressInfo).port}/`;
  const names = ['rebind.example', 'evil.example', 'farm.studio'].map((name) => `MAP ${name} 127.0.0.1`);
  [farm, browser] = await Promise.all([
    startTestFarm({ workers: 0, settings: { host_names: ['farm.studio'] } }),
    openBrowser([`--host-resolver-rules=${names.join(', ')}`]),
  ]);
  ({ port } = new URL(farm.url));
});
afterAll(async () => {
  await browser?.close();
  await farm?.stop();
  site?.close();
});

const tags = async () =>
  ((await (await fetch(`${farm.url}/api/v3/worker-mgt/tags`)).json()) as { tags?: { name: string }[] }).tags ?? [];

/** Everything that a page can make a browser send to an address; what comes back is of no interest here. */
async function sendEverything(page: Page, base: string): Promise<void> {
  await page.evaluate(async (to) => {
    const job = { method: 'POST', body: '{"name":"by a page"}' };
    const json = { 'Content-Type': 'application/json' };
    const quiet = (sent: Promise<unknown>) => sent.catch(() => undefined);
    const tag = `${to}/api/v3/worker-mgt/tags`;
    await quiet(fetch(`${to}/api/v3/configuration/file`));
    await quiet(
      fetch(`${to}/api/v3/configuration/file`, { headers: { 'User-Agent': 'node', 'Accept-Language': '*' } }),
    );
    await quiet(fetch(`${to}/api/v3/version`, { headers: { 'User-Agent': '', 'Accept-Language': '', Accept: '' } }));
    await quiet(fetch(`${to}/api/v3/version`, { referrerPolicy: 'no-referrer', credentials: 'omit', cache: 'reload' }));
    await quiet(fetch(tag, { ...job, headers: json }));
    await quiet(fetch(tag, { ...job, headers: { ...json, 'User-Agent': 'node', 'Accept-Language': '' } }));
    await quiet(fetch(tag, { ...job, mode: 'no-cors' }));
    await quiet(fetch(tag, { ...job, mode: 'no-cors', keepalive: true, referrerPolicy: 'no-referrer' }));
    navigator.sendBeacon(tag, new Blob([job.body], { type: 'text/plain' }));
    await new Promise<void>((resolve) => {
      const request = new XMLHttpRequest();
      request.addEventListener('loadend', () => resolve());
      request.open('POST', tag);
      request.setRequestHeader('Content-Type', 'text/plain');
      request.send(job.body);
    });
    const loaded = (element: HTMLImageElement | HTMLScriptElement | HTMLIFrameElement, path: string) =>
      new Promise<void>((resolve) => {
        element.addEventListener('load', () => resolve());
        element.addEventListener('error', () => resolve());
        element.src = `${to}${path}`;
        document.body.append(element);
      });
    await loaded(new Image(), '/api/v3/configuration/check/blender');
    await loaded(document.createElement('script'), '/api/v3/configuration/check/blender');
    await loaded(document.createElement('iframe'), '/api/v3/configuration/check/blender');
    await new Promise<void>((resolve) => {
      const events = new EventSource(`${to}/api/trpc/live.flamenco`);
      events.addEventListener('error', () => resolve());
      events.addEventListener('open', () => resolve());
    });
    const socket = new WebSocket(`${to.replace('http', 'ws')}/api/v3/version`);
    await new Promise<void>((resolve) => socket.addEventListener('close', () => resolve()));
    const frame = document.createElement('iframe');
    frame.name = 'answer';
    const form = Object.assign(document.createElement('form'), {
      method: 'POST',
      action: tag,
      target: 'answer',
      enctype: 'text/plain',
    });
    const field = Object.assign(document.createElement('input'), { name: '{"name":"by a form', value: '"}' });
    form.append(field);
    document.body.append(frame, form);
    const answered = new Promise<void>((resolve) => frame.addEventListener('load', () => resolve()));
    form.submit();
    await answered;
  }, base);
}

/** What the manager at a host answered to a page, by path. */
function answersTo(page: Page, host: string): { status: number; url: string }[] {
  const answers: { status: number; url: string }[] = [];
  page.on('response', (response) => {
    if (new URL(response.url()).host === host) answers.push({ status: response.status(), url: response.url() });
  });
  return answers;
}

describe('a real browser', () => {
  it('gets nothing of the manager under a name that was made to lead to it', async () => {
    const page = await browser.newPage({ bypassCSP: true });
    const base = `http://rebind.example:${port}`;
    const opened = await page.goto(`${base}/app/jobs`);
    expect(opened?.status()).toBe(421);
    expect(await opened?.text()).toContain('add it to \\"host_names\\"');
    // The attacker's page came from the same name, before that led to the manager; this one is as good.
    const answers = answersTo(page, `rebind.example:${port}`);
    await sendEverything(page, base);
    expect(answers.length).toBeGreaterThanOrEqual(13);
    expect(answers.filter(({ status }) => status !== 421)).toEqual([]);
    expect(await tags()).toEqual([]);
    await page.close();
  });

  it.each(['127.0.0.1', 'localhost', 'farm.studio'])(
    'changes nothing at %s for a page of somebody else',
    async (name) => {
      const page = await browser.newPage();
      await page.goto(evil);
      const answers = answersTo(page, `${name}:${port}`);
      let asked = 0;
      page.on('request', (request) => void (asked += new URL(request.url()).port === port ? 1 : 0));
      await sendEverything(page, `http://${name}:${port}`);
      // What is refused to a page of somebody else does not count as an answer there.
      expect(asked).toBeGreaterThanOrEqual(10);
      const taken = answers.filter(
        ({ status, url }) => status < 400 && !url.includes('/version') && !url.includes('/configuration/file'),
      );
      expect(taken).toEqual([]);
      expect(await tags()).toEqual([]);
      await page.close();
    },
  );

  it.each(['127.0.0.1', 'localhost', 'farm.studio'])('has all pages at %s, without a complaint', async (name) => {
    const job = await farm.submit(renderJob('bench', 2) as JobOrder);
    const page = await browser.newPage();
    const complaints = complaintsOf(page);
    for (const path of ['jobs', `jobs/${job.id}`, 'workers', 'tags', 'job-types', 'plugins']) {
      const opened = await page.goto(`http://${name}:${port}/app/${path}`);
      expect([path, opened?.status(), opened?.headers()['cache-control']]).toEqual([path, 200, 'no-cache']);
      expect(opened?.headers()['content-security-policy']).not.toMatch(/script-src[^;]*unsafe/);
      await page.getByRole('status').getByText('Live').waitFor();
    }
    expect(complaints.filter((complaint) => !complaint.includes('Cross-Origin-Opener-Policy'))).toEqual([]);
    const made = await page.evaluate(async () =>
      (
        await fetch('/api/v3/worker-mgt/tags', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: '{"name":"ours"}',
        })
      ).json(),
    );
    expect(made).toMatchObject({ name: 'ours' });
    await fetch(`${farm.url}/api/v3/worker-mgt/tag/${(made as { id: string }).id}`, { method: 'DELETE' });
    await page.close();
  });

  it('has the explorer of the API, which can ask', async () => {
    const page = await browser.newPage();
    const complaints = complaintsOf(page);
    await page.goto(`http://127.0.0.1:${port}/api/v3/swagger-ui/`);
    await page.getByText('/api/v3/version').first().click();
    await page.getByRole('button', { name: 'Execute' }).click();
    await page.getByText('"shortversion"').first().waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('runs no script that somebody wrote into a page', async () => {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port}/app/jobs`);
    const ran = await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'window.ranForeignScript = true';
      document.body.append(script);
      const link = document.createElement('div');
      link.setAttribute('onclick', 'window.ranForeignScript = true');
      document.body.append(link);
      link.click();
      return 'ranForeignScript' in window;
    });
    expect(ran).toBe(false);
    await page.close();
  });
});
