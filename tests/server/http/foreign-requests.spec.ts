import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rawRequest } from '#tests/support/raw-request.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';

let manager: TestManager;
beforeAll(async () => {
  manager = await startTestManager({ config: "host_names: [farm.studio, '*.render.studio']\n" });
  await manager.farm.configuration.change([{ path: ['manager_name'], value: 'Pixel-Farm' }]);
});
afterAll(() => manager.stop());

const ask = (headers: OutgoingHttpHeaders, method = 'GET', path = '/api/v3/version', body?: string) =>
  rawRequest(manager.url, {
    method,
    path,
    headers: body === undefined ? headers : { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body }),
  });

/** What browsers send at least, over plain HTTP. */
const CHROMIUM = {
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36',
  accept: '*/*',
  'accept-encoding': 'gzip, deflate',
  'accept-language': 'en-US,en;q=0.9',
};
/** As much as a page can change of that. */
const DISGUISED = { ...CHROMIUM, 'user-agent': 'node', 'accept-language': '*', accept: 'application/json' };
const EMPTIED = { ...CHROMIUM, 'user-agent': '', 'accept-language': '' };

describe('a browser that asks for a host', () => {
  test.each([
    '127.0.0.1:8080',
    '192.168.1.5',
    '[::1]:8080',
    '[fd00::1]',
    'localhost:3000',
    'farm.localhost',
    'LOCALHOST.',
    hostname(),
    `${hostname().split('.')[0]}.local:8080`,
    'farm.studio',
    'Farm.Studio.:8080',
    'a.render.studio',
    'b.a.render.studio:80',
    'pixel-farm',
  ])('that is the manager (%s) is answered', async (host) => {
    for (const headers of [CHROMIUM, DISGUISED]) expect((await ask({ ...headers, host })).status).toBe(200);
  });

  test.each([
    'rebind.example',
    'rebind.example:8080',
    'farm.studio.example',
    'xfarm.studio',
    'render.studio',
    'localhost.example',
    '127.0.0.1.example',
    '127.1',
    '0x7f000001',
    '[::1',
    `${hostname()}.example`,
    'pixel-farm.example',
    '*.render.studio',
    'a*.render.studio',
  ])('that is not (%j) is refused, in whatever disguise, and told which setting to change', async (host) => {
    for (const headers of [
      CHROMIUM,
      DISGUISED,
      EMPTIED,
      { origin: `http://${host}` },
      { 'sec-fetch-site': 'same-origin' },
    ]) {
      const answer = await ask({ ...headers, host });
      expect([headers, answer.status]).toEqual([headers, 421]);
      expect(JSON.parse(answer.text)).toEqual({
        code: 421,
        message: expect.stringContaining('add it to "host_names"'),
      });
    }
  });

  test('does so whatever it asks for', async () => {
    for (const path of ['/', '/healthz', '/app/jobs', '/join.sh', '/job-files/x', '/api/trpc/farm.info'])
      expect([path, (await ask({ ...CHROMIUM, host: 'rebind.example' }, 'GET', path)).status]).toEqual([path, 421]);
  });

  test('is answered at once when the setting names it', async () => {
    const host = 'new.example';
    expect((await ask({ ...CHROMIUM, host })).status).toBe(421);
    await manager.farm.configuration.change([
      { path: ['host_names'], value: ['farm.studio', '*.render.studio', host] },
    ]);
    expect((await ask({ ...CHROMIUM, host })).status).toBe(200);
  });
});

/** The headers that a program really sends. */
async function sentBy(run: (url: string) => Promise<unknown>): Promise<IncomingHttpHeaders> {
  const { promise, resolve } = Promise.withResolvers<IncomingHttpHeaders>();
  const server = createServer((request, response) => {
    resolve(request.headers);
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  await run(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  server.close();
  return promise;
}

const program = (name: string, ...args: string[]) => new Promise((resolve) => execFile(name, args, resolve));
const URLLIB = 'import sys, urllib.request; urllib.request.urlopen(sys.argv[1])';

describe('a program that is no browser', () => {
  test.each<[string, (url: string) => Promise<unknown>]>([
    ['Node', (url) => fetch(url)],
    ['curl', (url) => program('curl', '-s', url)],
    ['curl with compression', (url) => program('curl', '-s', '--compressed', url)],
    ['Python', (url) => program('python3', '-c', URLLIB, url)],
  ])('goes on by any name: %s', async (_name, run) => {
    const { connection: _, ...headers } = await sentBy(run);
    expect((await ask({ ...headers, host: 'whatever.example' })).status).toBe(200);
  });

  test.each<[string, OutgoingHttpHeaders]>([
    ["Flamenco's worker", { 'user-agent': 'Go-http-client/1.1', 'accept-encoding': 'gzip' }],
    [
      "Flamenco's add-on",
      { 'user-agent': 'Flamenco/3.9 (Blender add-on)', 'accept-encoding': 'identity', accept: 'application/json' },
    ],
    ['Python requests', { 'user-agent': 'python-requests/2.32.3', 'accept-encoding': 'gzip, deflate', accept: '*/*' }],
    [
      'Windows PowerShell',
      { 'user-agent': 'Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.26100' },
    ],
    [
      'PowerShell',
      {
        'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Microsoft Windows 10.0; en-US) PowerShell/7.5.0',
        'accept-encoding': 'gzip, deflate, br',
      },
    ],
    ['nothing at all', {}],
  ])('goes on by any name: %s', async (_name, headers) => {
    expect((await ask({ ...headers, host: 'whatever.example' })).status).toBe(200);
    const body = JSON.stringify({ name: 'by program' });
    const made = await ask({ ...headers, host: 'whatever.example' }, 'POST', '/api/v3/worker-mgt/tags', body);
    expect([200, 409]).toContain(made.status);
  });
});

describe('a change', () => {
  const change = (headers: OutgoingHttpHeaders) =>
    ask(
      { host: 'farm.studio:8080', ...headers },
      'POST',
      '/api/v3/worker-mgt/tags',
      JSON.stringify({ name: `t${Math.random()}` }),
    );

  test.each<[string, OutgoingHttpHeaders]>([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another name of the same site', { 'sec-fetch-site': 'same-site' }],
    ['another port', { origin: 'http://farm.studio:9999' }],
    ['another host', { origin: 'http://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
    ['an address', { origin: 'http://192.168.1.66' }],
    ['the development server, in production', { origin: 'http://localhost:8081' }],
    ['the development server by our name, in production', { origin: 'http://farm.studio:8081' }],
  ])('that a browser sends for a page of %s is refused', async (_name, headers) => {
    const answer = await change({ ...CHROMIUM, ...headers });
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.text)).toMatchObject({ message: expect.stringContaining("only the manager's own pages") });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  test.each<[string, OutgoingHttpHeaders]>([
    ['the same origin', { origin: 'http://farm.studio:8080' }],
    ['the same origin, as the browser says', { origin: 'https://farm.studio', 'sec-fetch-site': 'same-origin' }],
    ['a proxy that does not pass on the host', { origin: 'https://farm.studio', host: '127.0.0.1:8080' }],
    ['no page, by a program', {}],
  ])('for a page of %s is made', async (_name, headers) => {
    expect((await change({ ...(headers['origin'] ? CHROMIUM : {}), ...headers })).status).toBe(200);
  });
});

describe('a question to the API', () => {
  test.each<[number, OutgoingHttpHeaders]>([
    [403, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' }],
    [403, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' }],
    [403, { origin: 'http://evil.example' }],
    [200, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }],
    [200, { 'sec-fetch-site': 'none', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' }],
    [200, { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' }],
  ])('is answered with %i for %j', async (status, headers) => {
    expect((await ask({ ...CHROMIUM, ...headers, host: 'farm.studio' })).status).toBe(status);
  });
});

describe('the one GET that runs a program', () => {
  const find = async (headers: OutgoingHttpHeaders) =>
    (await ask({ host: 'farm.studio', ...headers }, 'GET', '/api/v3/configuration/check/blender')).status;

  test.each<OutgoingHttpHeaders>([
    CHROMIUM,
    { ...CHROMIUM, referer: 'http://evil.example/' },
    { ...CHROMIUM, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' },
  ])('is not run for a page that may be foreign: %j', async (headers) => {
    expect(await find(headers)).toBe(403);
  });

  test.each<OutgoingHttpHeaders>([
    { 'user-agent': 'Go-http-client/1.1' },
    { ...CHROMIUM, referer: 'http://farm.studio/api/v3/swagger-ui/' },
    { ...CHROMIUM, 'sec-fetch-site': 'same-origin' },
  ])('is run for a program or a page of ours: %j', async (headers) => {
    expect(await find(headers)).toBe(200);
  });
});
