import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MOST_BODY } from '#server/contracts/limits.ts';
import { NO_ID } from '#tests/contract/cases/case.ts';
import { rawRequest } from '#tests/support/raw-request.ts';
import { ECHO_JOB } from '#tests/support/test-client.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';

const JSON_BODY = { 'Content-Type': 'application/json' };

let manager: TestManager;
beforeAll(async () => {
  manager = await startTestManager();
});
afterAll(() => manager.stop());

function post(path: string, headers: Record<string, string>, body: string) {
  return rawRequest(`${manager.url}/api/v3${path}`, { method: 'POST', headers, body });
}

describe('a path or method that does not exist', () => {
  test('an unknown path is refused with an Error body', async () => {
    const answer = await manager.client.call('GET', '/knitting');
    expect(answer).toMatchObject({
      status: 404,
      body: { code: 404, message: expect.stringContaining('/api/v3/knitting') },
    });
  });

  test.each([
    '/jobs/%E0%A4%A',
    '/jobs/%00',
    `/jobs/type/${'x'.repeat(2000)}`,
    '/jobs/',
    '//jobs',
    '/jobs/../jobs;x=1',
    `/jobs/${NO_ID}%2Ftasks`,
  ])('%s is refused, not misunderstood', async (path) => {
    const answer = await rawRequest(`${manager.url}/api/v3/version`, { method: 'GET', path: `/api/v3${path}` });
    expect([400, 404]).toContain(answer.status);
    expect(JSON.parse(answer.text)).toMatchObject({ code: answer.status, message: expect.any(String) });
  });

  test.each([
    ['PUT', '/jobs', 'GET, HEAD, POST'],
    ['DELETE', '/version', 'GET, HEAD'],
    ['GET', '/jobs/check', 'POST'],
    ['DELETE', '/jobs/types', 'GET, HEAD'],
    ['POST', `/jobs/${NO_ID}`, 'GET, HEAD, DELETE'],
  ])('%s %s is refused with the methods that exist', async (method, path, allow) => {
    const answer = await manager.client.call(method, path);
    expect(answer).toMatchObject({ status: 405, body: { code: 405, message: expect.stringContaining(allow) } });
    expect(answer.headers.get('allow')).toBe(allow);
  });

  test('HEAD is answered like GET, without the body', async () => {
    const head = await manager.client.call('HEAD', '/version');
    const get = await manager.client.call('GET', '/version');
    expect(head).toMatchObject({ status: 200, body: undefined });
    expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'));
  });

  test('OPTIONS lists the methods', async () => {
    const answer = await manager.client.call('OPTIONS', '/jobs');
    expect([answer.status, answer.headers.get('allow')]).toEqual([204, 'GET, HEAD, POST, OPTIONS']);
  });
});

describe('a body', () => {
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/jsonp', ''])(
    'of type "%s" is refused with 400',
    async (type) => {
      const answer = await post('/jobs', type === '' ? {} : { 'Content-Type': type }, JSON.stringify(ECHO_JOB));
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.text)).toMatchObject({
        code: 400,
        message: expect.stringContaining('application/json'),
      });
    },
  );

  test('in JSON may name its character set', async () => {
    const headers = { 'Content-Type': 'Application/JSON; charset=utf-8' };
    expect((await post('/jobs/check', headers, JSON.stringify(ECHO_JOB))).status).toBe(204);
  });

  test('that is not JSON is refused with the place of the mistake', async () => {
    const answer = await post('/jobs', JSON_BODY, '{"name": "x",\n "type": }');
    expect([answer.status, JSON.parse(answer.text).message]).toEqual([
      400,
      `the request body is not valid JSON: Unexpected token '}', ..." "type": }" is not valid JSON`,
    ]);
  });

  test.each([
    ['null', 'the request body: must be an object'],
    ['[]', 'the request body: must be an object'],
    [
      '{"name":"x","type":"echo-sleep-test","submitter_platform":"linux","priority":1.5}',
      'priority: must be a whole number',
    ],
  ])('%s is refused with the name of the field', async (body, message) => {
    const answer = await post('/jobs', JSON_BODY, body);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([400, { code: 400, message }]);
  });

  test('may have fields that nobody knows', async () => {
    expect((await manager.client.call('POST', '/jobs/check', { body: { ...ECHO_JOB, flavour: 'mint' } })).status).toBe(
      204,
    );
  });

  test('that is announced as too long is refused before it is sent', async () => {
    const answer = await post('/worker/register-worker', { ...JSON_BODY, 'Content-Length': '65537' }, '{');
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([413, 413]);
  });

  test('that turns out too long is refused', async () => {
    const headers = { ...JSON_BODY, 'Transfer-Encoding': 'chunked' };
    const answer = await post('/worker/register-worker', headers, `"${'x'.repeat(MOST_BODY.ordinary.bytes)}"`);
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([413, 413]);
  });

  test.each(['Content-Length', 'Transfer-Encoding'])(
    'that is too long, %s: a client that sends it all before it listens reads the refusal',
    async (header) => {
      const body = Buffer.alloc(24 * 1024 * 1024, 'x');
      const framing = header === 'Content-Length' ? `${header}: ${body.length}` : `${header}: chunked`;
      const head = `POST /api/v3/worker/register-worker HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\n${framing}\r\n\r\n`;
      const socket = connect(Number(new URL(manager.url).port), '127.0.0.1');
      const failure = once(socket, 'error').then(([error]) => Promise.reject(error as Error));
      const chunks = header === 'Content-Length' ? [body] : [`${body.length.toString(16)}\r\n`, body, '\r\n0\r\n\r\n'];
      socket.write(head);
      const sent = Promise.all(chunks.map((chunk) => new Promise((resolve) => socket.write(chunk, resolve))));
      await Promise.race([sent, failure]);
      const answer = await Promise.race([text(socket), failure]);
      expect(answer).toMatch(/^HTTP\/1.1 413 [^]*the request body must be at most 65536 bytes long/);
    },
  );

  test('is not read by operations that take none', async () => {
    const worker = await manager.client.awakeWorker();
    const answer = await manager.client.call('POST', '/worker/sign-off', { worker, body: { reason: 'tired' } });
    expect(answer.status).toBe(204);
  });

  test('that breaks off in the middle does no harm', async () => {
    const socket = connect(Number(new URL(manager.url).port), '127.0.0.1');
    const head = `POST /api/v3/jobs HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"name"`;
    await new Promise<void>((resolve) => socket.write(head, () => resolve()));
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.destroy();
    await closed;
    expect((await manager.client.call('GET', '/version')).status).toBe(200);
    expect(manager.logLines.filter((line) => line.includes('unexpectedly'))).toEqual([]);
  });
});

describe('pages of the development web server', () => {
  let developed: TestManager;
  beforeAll(async () => {
    developed = await startTestManager({ development: true });
  });
  afterAll(() => developed.stop());

  const preflight = { 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' };

  test.each(['http://localhost:8081', 'http://127.0.0.1:8081'])('at %s may read answers', async (origin) => {
    const answer = await rawRequest(`${developed.url}/api/v3/jobs`, {
      method: 'OPTIONS',
      headers: { Origin: origin, ...preflight },
    });
    expect(answer).toMatchObject({
      status: 204,
      headers: {
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'POST, GET, OPTIONS, PUT, DELETE',
      },
    });
    const read = await rawRequest(`${developed.url}/api/v3/version`, { method: 'GET', headers: { Origin: origin } });
    expect(read.headers['access-control-allow-origin']).toBe(origin);
  });

  test('may change things', async () => {
    const answer = await rawRequest(`${developed.url}/api/v3/worker-mgt/tags`, {
      method: 'POST',
      headers: { Origin: 'http://localhost:8081', 'Content-Type': 'application/json', 'Sec-Fetch-Site': 'same-site' },
      body: '{"name":"developed"}',
    });
    expect(answer.status).toBe(200);
  });

  test('may nothing in production', async () => {
    const headers = { Origin: 'http://localhost:8081' };
    const read = await rawRequest(`${manager.url}/api/v3/version`, { method: 'GET', headers });
    const asked = await rawRequest(`${manager.url}/api/v3/jobs`, {
      method: 'OPTIONS',
      headers: { ...headers, ...preflight },
    });
    for (const answer of [read, asked]) expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(read.status).toBe(403);
  });

  test.each(['http://localhost:8080', 'https://example.org', 'http://localhost:8081.example.org', 'null'])(
    'a page at %s may not',
    async (origin) => {
      const answer = await rawRequest(`${developed.url}/api/v3/version`, {
        method: 'GET',
        headers: { Origin: origin },
      });
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    },
  );
});

describe('the version with which clients compare their own', () => {
  test.each([
    ['Flamenco/3.9-beta1 (Blender add-on)', '3.9-beta1'],
    ['Flamenco/3.6 (Blender add-on)', '3.6'],
    ['Flamenco/3.5 (Blender add-on)', '0.1.0'],
    ['Flamenco/3.10 (Blender add-on)', '0.1.0'],
    ['Flamenco/4.0 (Blender add-on)', '0.1.0'],
    ['curl/8.5', '0.1.0'],
  ])('is for %s %s', async (agent, shortversion) => {
    const { body } = await manager.client.call('GET', '/version', { headers: { 'User-Agent': agent } });
    expect(body).toMatchObject({ version: '0.1.0', shortversion });
  });
});

test('the credentials of a removed worker no longer work', async () => {
  const worker = await manager.client.awakeWorker();
  await manager.client.call('DELETE', `/worker-mgt/workers/${worker.id}`);
  const answer = await manager.client.call('POST', '/worker/task', { worker });
  expect(answer).toMatchObject({ status: 403, body: { code: 403, message: expect.stringContaining('removed') } });
});

test('an answer that does not match its schema is a 500 in specs', async () => {
  const farm = { jobTypes: { ...manager.farm.jobTypes, list: () => Promise.resolve([{ name: 7 }] as never) } };
  const other = await startTestManager({ farm });
  const answer = await other.client.call('GET', '/jobs/types');
  expect(answer.status).toBe(500);
  expect(other.logLines.some((line) => line.includes('getJobTypes answered 200 with job_types.0.name'))).toBe(true);
  await other.stop();
});
