import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort } from '#scripts/farm/free-port.ts';
import type { Program } from '#scripts/farm/program.ts';
import { startManager, waitUntilReady } from '#scripts/farm/start-manager.ts';
import { answersIn, sendBytes } from '#tests/support/send-bytes.ts';
import { needs } from '#tests/support/needs.ts';
import { complaintsOf, openBrowser } from '#tests/support/open-browser.ts';
import { foldedUpload } from '#tests/plugins/shaman/support.ts';
import { startWorker } from '#tests/worker/support/worker-process.ts';
import { areProxiesThere, exampleSettings, PROXIES, type ProxyName, startProxy } from './support/reverse-proxies.ts';
import { secureRequest, secureStream } from './support/secure-request.ts';

const MIB = 1024 ** 2;
/** More than 31 bits can count. */
const LARGE = 2 * 1024 * MIB + 1;
/** An address of this machine that is not the one from which the proxies call the manager. */
const CLIENT = '127.0.0.2';

describe.each(PROXIES)(
  'a manager behind %s, as the docs say',
  needs('nginx, Caddy and openssl', areProxiesThere),
  (name) => {
    let farm: Awaited<ReturnType<typeof startFarmBehind>>;
    let browser: Browser;

    beforeAll(async () => {
      [farm, browser] = await Promise.all([startFarmBehind(name), openBrowser()]);
    });
    afterAll(async () => {
      await browser?.close();
      await farm?.stop();
    });

    it('has live pages', async () => {
      const page = await browser.newPage({ ignoreHTTPSErrors: true, viewport: { width: 1280, height: 800 } });
      const complaints = complaintsOf(page);
      await page.goto(`${farm.url}/`);
      await page.getByRole('heading', { name: 'No jobs yet' }).waitFor();
      await page.evaluate(() => document.documentElement.setAttribute('data-marked', ''));
      for (const job of ['first', 'second']) {
        await submit(farm.managerUrl, job);
        await page.getByRole('row').filter({ hasText: job }).waitFor();
      }
      expect(await page.evaluate(() => document.documentElement.hasAttribute('data-marked'))).toBe(true);
      expect(complaints).toEqual([]);
      await page.close();
    });

    it('gets events the moment they happen', async () => {
      const stopped = new AbortController();
      const events = secureStream(`${farm.url}/api/trpc/live.flamenco`, stopped.signal);
      await events.until('event: connected');
      await submit(farm.managerUrl, 'told at once');
      expect(await events.until('told at once')).toContain('told at once');
      stopped.abort();
    });

    it('knows the address of its clients, and its own', async () => {
      const registration = { name: 'anna', secret: 'a secret of the worker', platform: 'linux' };
      const body = Buffer.from(JSON.stringify({ ...registration, supported_task_types: ['blender'] }));
      const headers = {
        'Content-Type': 'application/json',
        'Content-Length': body.length,
        'X-Forwarded-For': '9.9.9.9',
      };
      const options = { method: 'POST', headers, localAddress: CLIENT };
      const registered = await secureRequest(`${farm.url}/api/v3/worker/register-worker`, options, [body]);
      expect(registered.status).toBe(200);
      expect(JSON.parse(registered.text)).toMatchObject({ address: CLIENT });
      expect((await secureRequest(`${farm.url}/join.sh`)).text).toContain(farm.url);
      expect((await secureRequest(`${farm.url}/`)).headers.location).toBe('app/');
    });

    it(`takes uploads of ${name === 'nginx' ? 'more than 2 GB' : 'many MB'}`, async () => {
      const size = name === 'nginx' ? LARGE : 64 * MIB + 1;
      const hash = createHash('sha256');
      for (const block of blocksOf(size)) hash.update(block);
      const place = `${farm.url}/api/v3/shaman/files/${hash.digest('hex')}/${size}`;
      const headers = { 'Content-Type': 'application/octet-stream', 'Content-Length': size };
      const answer = await secureRequest(place, { method: 'POST', headers }, blocksOf(size));
      expect([answer.status, answer.text]).toEqual([204, '']);
      expect(JSON.parse((await secureRequest(place)).text)).toEqual({ status: 'stored' });
    });

    it(`${name === 'nginx' ? 'does not get' : 'gets'} uploads whose file name is folded over two lines`, async () => {
      const connection = connect({
        port: Number(new URL(farm.url).port),
        host: 'localhost',
        servername: 'localhost',
        rejectUnauthorized: false,
      });
      const upload = foldedUpload(Buffer.from('bark'), 'a long\n name.png').replace(
        'farm:8080',
        new URL(farm.url).host,
      );
      const answer = answersIn(await sendBytes(connection, upload));
      // nginx has no setting for this; the docs say so.
      expect(answer.statuses).toEqual([name === 'nginx' ? 400 : 204]);
      expect(answer.body.includes('nginx')).toBe(name === 'nginx');
    });
  },
);

describe('a manager below a path of nginx', needs('nginx, Caddy and openssl', areProxiesThere), () => {
  let farm: Awaited<ReturnType<typeof startFarmBehind>>;
  let browser: Browser;

  beforeAll(async () => {
    [farm, browser] = await Promise.all([startFarmBehind('nginx'), openBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await farm?.stop();
  });

  it('says that its pages do not work there', async () => {
    const context = await browser.newContext({ extraHTTPHeaders: { 'X-Gateway': 'open sesame' } });
    const page = await context.newPage();
    await page.goto(`${farm.belowUrl}/farm/`);
    await page.getByRole('heading', { name: 'The farm’s pages need an address without a path' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/farm/app/jobs');
    const raw = await page.goto(`${farm.belowUrl}/raw/app/jobs`);
    expect(await raw?.json()).toMatchObject({
      code: 404,
      message: expect.stringContaining('puts it below /raw, it has'),
    });
    await context.close();
  });

  it('can be reached by workers below a path, through a gateway that wants a header', async () => {
    const home = await mkdtemp(join(farm.folder, 'worker '));
    await writeFile(join(home, 'gateway-key'), 'open sesame\n');
    const yaml = `manager_url: ${farm.belowUrl}/farm/\nheaders: { X-Gateway: { file: gateway-key } }\n`;
    await writeFile(join(home, 'flamenco-worker.yaml'), yaml);
    const worker = startWorker(['--home', home, '--name', 'behind the gateway', '--task-types', 'misc'], home);
    await expect.poll(worker.output, { timeout: 30_000 }).toContain('worker was registered');
    worker.child.kill('SIGTERM');
    expect(await worker.exit).toMatchObject({ code: 0 });
    expect(worker.output()).not.toContain('sesame');
    const without = startWorker(['--home', home, '--manager', `${farm.belowUrl}/raw/`], home);
    expect(await without.exit).toMatchObject({ code: 1 });
    expect(without.output()).toContain('if a proxy puts it below /raw, it has to take that away');
  });
});

/** A manager with the settings of the docs behind a proxy with the example of the docs. */
async function startFarmBehind(name: ProxyName) {
  const folder = await mkdtemp(join(tmpdir(), `flamenco-${name}-`));
  const [managerPort, port] = [await freePort(), await freePairOfPorts()];
  const managerUrl = `http://127.0.0.1:${managerPort}`;
  const { listen, ...settings } = exampleSettings();
  expect(listen).toBe('127.0.0.1:8080');
  const place = { home: folder, port: managerPort, name: 'Test farm' };
  const manager: Program = await startManager({ ...place, settings: { ...settings, shaman: { enabled: true } } });
  const proxy = await startProxy(name, { port, managerPort, folder: join(folder, 'proxy') });
  await waitUntilReady(manager, managerUrl);
  const url = `https://localhost:${port}`;
  await vi.waitFor(async () => expect((await secureRequest(`${url}/readyz`)).status).toBe(200), { timeout: 30_000 });
  return {
    url,
    managerUrl,
    belowUrl: `http://127.0.0.1:${port + 1}`,
    folder,
    async stop() {
      await proxy.stop();
      await manager.stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** The first of two ports in a row that nothing listens on. */
async function freePairOfPorts(): Promise<number> {
  const port = await freePort();
  return (await freePort(port + 1)) === port + 1 ? port : freePairOfPorts();
}

function* blocksOf(size: number): Generator<Uint8Array> {
  const block = Buffer.alloc(4 * MIB, 'a large film ');
  for (let left = size; left > 0; left -= block.length) yield block.subarray(0, Math.min(left, block.length));
}

async function submit(managerUrl: string, name: string): Promise<void> {
  const settings = { message: 'hello', sleep_duration_seconds: 1, sleep_repeats: 1 };
  const answer = await fetch(`${managerUrl}/api/v3/jobs`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name, type: 'echo-sleep-test', submitter_platform: 'linux', settings }),
  });
  expect(answer.status).toBe(200);
}
