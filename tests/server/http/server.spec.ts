import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { openAccess } from '#server/access/access.ts';
import { FarmError } from '#server/domain/errors.ts';
import { kernelRoutes } from '#server/http/kernel-routes.ts';
import { type Handler, routeTable } from '#server/http/route-table.ts';
import { type HttpServer, startHttpServer } from '#server/http/server.ts';
import { writeAnswer } from '#server/http/write-answer.ts';
import { createLogger } from '#server/logging/logger.ts';

const lines: string[] = [];
const logger = createLogger({ level: 'debug', terminal: false, write: (line) => void lines.push(line) });
const servers: HttpServer[] = [];

async function serve(handler: Handler): Promise<string> {
  const server = await startHttpServer({ host: '127.0.0.1', port: 0, handler, logger });
  servers.push(server);
  return `http://127.0.0.1:${server.port}`;
}

const paths = routeTable({
  access: openAccess,
  routes: kernelRoutes({ localStorage: '/nowhere', openApi: () => '{"openapi":"3.0.3"}', isReady: () => false }),
  doors: {
    '/api/v3/': () => {
      throw new FarmError('busy', { message: 'the database is busy' });
    },
  },
  more: [],
  pages: (request, response) => writeAnswer(response, { status: 200, body: `page ${request.url}` }),
});

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop(100)));
  lines.length = 0;
});

describe('the paths outside the operations', () => {
  test.each([
    ['/', 'app/'],
    ['/app', 'app/'],
    ['/?a=1', 'app/?a=1'],
    ['/app/?a=1', 'jobs?a=1'],
    ['/api/v3/swagger-ui', 'swagger-ui/'],
  ])('%s leads to %s', async (path, location) => {
    const answer = await fetch((await serve(paths)) + path, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([307, location]);
  });

  test('a manager that cannot work is alive but not ready', async () => {
    const url = await serve(paths);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
  });

  test('the API explorer comes from this server only', async () => {
    const url = `${await serve(paths)}/api/v3/swagger-ui/`;
    const page = await (await fetch(url)).text();
    const files = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(files).toContain('swagger-ui-bundle.js');
    for (const file of files) expect((await fetch(new URL(file, url), { method: 'HEAD' })).status, file).toBe(200);
    expect((await fetch(`${url}absolute-path.js`)).status).toBe(404);
  });

  test('the document is JSON', async () => {
    const answer = await fetch(`${await serve(paths)}/api/v3/openapi3.json`);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toEqual({ openapi: '3.0.3' });
  });

  test.each(['/app/%ff', '/app/jobs/%', '/%zz'])('a path whose escapes are no text is not a page: %s', async (path) => {
    const answer = await fetch((await serve(paths)) + path);
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { code: 400, message: `the path ${path} is not a valid URL` },
    ]);
  });

  test('an unknown path of the API is not a page', async () => {
    const answer = await fetch(`${await serve(paths)}/api/v2/jobs`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: 404, message: expect.stringContaining('/api/v2/jobs') });
  });
});

describe('a path that a proxy has put in front', () => {
  test.each(['/farm/api/v3/version', '/a/b/api/trpc/farm.info', '/farm/app/', '/farm/app', '/farm/job-files/a/b'])(
    'is named: %s',
    async (path) => {
      const answer = await fetch((await serve(paths)) + path);
      const front = path.startsWith('/a/b') ? '/a/b' : '/farm';
      expect(await answer.json()).toEqual({
        code: 404,
        message: expect.stringContaining(`if a proxy puts it below ${front}, it has to take that away`),
      });
    },
  );

  test.each(['/app/jobs/app', '/apps', '/jobs'])('is not seen in %s', async (path) => {
    expect(await (await fetch((await serve(paths)) + path)).text()).toBe(`page ${path}`);
  });
});

describe('every answer', () => {
  test('forbids frames, sniffing and foreign scripts, and has a request id', async () => {
    const { headers } = await fetch(`${await serve(paths)}/healthz`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('about a busy database says when to try again', async () => {
    const answer = await fetch(`${await serve(paths)}/api/v3/jobs`);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '1']);
  });

  test('about a bug reveals nothing but the request id, which is also in the log', async () => {
    const answer = await fetch(
      await serve(() => {
        throw new Error('inner secret');
      }),
    );
    const body = (await answer.json()) as { code: number; message: string };
    expect(body.code).toBe(500);
    expect(body.message).not.toContain('inner secret');
    const id = answer.headers.get('x-request-id') ?? '?';
    expect(body.message).toContain(id);
    expect(lines.some((line) => line.includes(id) && line.includes('inner secret'))).toBe(true);
  });
});

describe('stopping', () => {
  test('ends event streams at once and lets a running request finish', async () => {
    const { promise: running, resolve: begun } = Promise.withResolvers<() => void>();
    const url = await serve((request, response) => {
      if (request.url === '/events') {
        response.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(':\n\n');
        return;
      }
      begun(() => writeAnswer(response, { status: 200, body: 'finished' }));
    });
    const events = await fetch(`${url}/events`);
    const slow = fetch(`${url}/slow`);
    const finish = await running;
    const stopped = servers[0]?.stop(60_000);
    await expect(events.text()).rejects.toThrow('terminated');
    finish();
    const answer = await slow;
    expect([await answer.text(), answer.headers.get('connection')]).toEqual(['finished', 'close']);
    await stopped;
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  test('cuts off a request that does not end', async () => {
    const { promise: running, resolve: begun } = Promise.withResolvers<void>();
    const hanging = fetch(await serve(() => begun()));
    await running;
    const outcome = expect(hanging).rejects.toThrow('fetch failed');
    await servers[0]?.stop(10);
    await outcome;
  });
});

test('an error about a port that is taken names the port', async () => {
  const port = Number(new URL(await serve(paths)).port);
  await expect(startHttpServer({ host: '127.0.0.1', port, handler: paths, logger })).rejects.toThrow(
    `cannot listen on 127.0.0.1:${port}: another program already uses it`,
  );
});

test('one connection serves several requests, even after a refusal', async () => {
  const socket = await open(await serve(paths));
  for (const [path, status] of [
    ['/healthz', 200],
    ['/api/v3/x', 503],
    ['/healthz', 200],
  ] as const) {
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
    expect(await firstLine(socket)).toContain(String(status));
  }
  socket.destroy();
});

async function open(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await new Promise((resolve) => socket.once('connect', resolve));
  return socket;
}

function firstLine(socket: Socket): Promise<string> {
  return new Promise((resolve) => socket.once('data', (data) => resolve(String(data).split('\r\n')[0] ?? '')));
}
