import { open, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Content } from '#server/plugins/plugin-route.ts';
import { rawRequest } from '#tests/support/raw-request.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';

const FILE = new URL(import.meta.url);

/** What the routes of a plugin answer with in this spec. */
const CONTENTS: Readonly<Record<string, () => Content | Promise<Content>>> = {
  '/text': () => ({ type: 'text/plain; charset=utf-8', body: 'größer' }),
  '/bytes': () => ({ type: 'application/zip', body: new Uint8Array([1, 2, 3]), saveAs: 'a.zip' }),
  '/empty': () => ({ type: 'text/plain', body: '' }),
  '/fresh': () => ({ type: 'text/plain', body: 'now', cacheControl: 'no-store' }),
  '/not-yet': () => ({ type: 'text/plain', body: 'wait', status: 503 }),
  '/file': async () => ({ type: 'text/typescript', body: await open(FILE) }),
};

describe('what a route answers with', () => {
  let manager: TestManager;
  beforeAll(async () => {
    const more = Object.entries(CONTENTS).map(([path, answer]) => ({ path, action: 'farm.read' as const, answer }));
    manager = await startTestManager({
      more: [...more, { path: '/old', action: 'farm.read', answer: () => ({ redirectTo: '/text' }) }],
    });
  });
  afterAll(() => manager.stop());

  const ask = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    rawRequest(manager.url + path, { method, headers });

  test('has its length in bytes, may be cached, and has to be revalidated', async () => {
    const { status, headers, text } = await ask('/text');
    expect([status, text]).toEqual([200, 'größer']);
    expect(headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'content-length': '8',
      'cache-control': 'no-cache',
      'accept-ranges': 'bytes',
    });
    const etag = headers.etag ?? '';
    for (const tags of [etag, `"other", W/${etag}`, '*'])
      expect(await ask('/text', { 'If-None-Match': tags }), tags).toMatchObject({ status: 304, text: '' });
    expect((await ask('/text', { 'If-None-Match': '"other"' })).status).toBe(200);
    expect((await ask('/bytes')).headers.etag).not.toBe(etag);
  });

  test('can be a file of any length, with a name under which to save it', async () => {
    expect((await ask('/file')).text).toBe(await readFile(FILE, 'utf8'));
    expect(await ask('/empty')).toMatchObject({ status: 200, text: '', headers: { 'content-length': '0' } });
    expect((await ask('/bytes')).headers['content-disposition']).toBe('attachment; filename="a.zip"');
  });

  test.each(Object.keys(CONTENTS))('has the same headers without the content: %s', async (path) => {
    const { date: _a, ...whole } = (await ask(path)).headers;
    const { status, headers, text } = await ask(path, {}, 'HEAD');
    const { date: _b, 'x-request-id': _c, ...told } = headers;
    expect(text).toBe('');
    expect(status).toBe(path === '/not-yet' ? 503 : 200);
    expect(whole).toMatchObject(told);
  });

  test.each(['/bytes', '/file'])('can be read in part: %s', async (path) => {
    const { headers } = await ask(path, { Range: 'bytes=1-2' });
    expect(headers).toMatchObject({
      'content-length': '2',
      'content-range': expect.stringMatching(/^bytes 1-2\/\d+$/),
    });
    expect((await ask(path, { Range: 'bytes=1-2', 'If-Range': headers.etag ?? '' })).status).toBe(206);
    expect((await ask(path, { Range: 'bytes=1-2', 'If-Range': '"other"' })).status).toBe(200);
  });

  test('has no part beyond its end', async () => {
    const { status, headers, text } = await ask('/bytes', { Range: 'bytes=3-' });
    expect([status, headers['content-range'], headers['content-type']]).toEqual([416, 'bytes */3', 'application/json']);
    expect(JSON.parse(text)).toEqual({ code: 416, message: 'there is no such part; the whole has 3 bytes' });
  });

  test('has no ETag if nobody may cache it', async () => {
    const { status, headers } = await ask('/fresh', { 'If-None-Match': '*' });
    expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    expect(headers).not.toHaveProperty('etag');
  });

  test('is sent whole if it is not a success', async () => {
    expect(await ask('/not-yet', { Range: 'bytes=0-0' })).toMatchObject({ status: 503, text: 'wait' });
  });

  test('can be a redirect, which keeps the query', async () => {
    expect(await ask('/old?a=1')).toMatchObject({ status: 307, headers: { location: '/text?a=1' } });
  });

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('can only be read: %s is refused', async (method) => {
    const { status, headers, text } = await ask('/text', {}, method);
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
    expect(JSON.parse(text)).toEqual({ code: 405, message: `/text takes GET, HEAD, not ${method}` });
  });
});
