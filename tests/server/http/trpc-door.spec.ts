import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MOST_BODY } from '#server/contracts/limits.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import { ANYBODY } from '#tests/support/actors.ts';
import { rawRequest } from '#tests/support/raw-request.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';

let manager: TestManager;
let isStopped = false;
beforeEach(async () => {
  manager = await startTestManager({ webRouter: appRouter });
  isStopped = false;
});
afterEach(async () => {
  if (!isStopped) await manager.stop();
});

async function follow(): Promise<{
  type: string;
  until(text: string): Promise<string>;
  ended: () => Promise<unknown>;
}> {
  const input = encodeURIComponent(JSON.stringify({}));
  const answer = await fetch(`${manager.url}/api/trpc/live.events?input=${input}`, {
    headers: { Accept: 'text/event-stream' },
  });
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  let heard = '';
  return {
    type: answer.headers.get('content-type') ?? '',
    async until(text) {
      while (!heard.includes(text)) {
        const { value, done } = await reader.read();
        if (done) throw new Error(`the stream ended before ${text}: ${heard}`);
        heard += Buffer.from(value).toString();
      }
      return heard;
    },
    async ended() {
      for (;;) if ((await reader.read()).done) return;
    },
  };
}

describe('the door of the web pages', () => {
  test('answers a query', async () => {
    const answer = await fetch(`${manager.url}/api/trpc/farm.info`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('x-accel-buffering')).toBe('no');
    expect(await answer.json()).toMatchObject({ result: { data: { name: 'Test farm' } } });
  });

  test('streams what happens, and the stream ends when the manager stops', async () => {
    const stream = await follow();
    expect(stream.type).toContain('text/event-stream');
    await stream.until('event: connected');
    await manager.client.submitJob({ name: 'seen live' });
    expect(await stream.until('seen live')).toContain('job.submitted');
    const ended = expect(stream.ended()).rejects.toThrow('terminated');
    await manager.stop();
    isStopped = true;
    await ended;
  });

  test('refuses a body that is too long', async () => {
    const body = JSON.stringify({ ids: ['x'.repeat(MOST_BODY.long.bytes)], action: 'cancel' });
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch(`${manager.url}/api/trpc/jobs.change`, { method: 'POST', headers, body });
    expect(answer.status).toBe(413);
  });

  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/octet-stream',
    '',
  ])('takes JSON only, and not %j', async (type) => {
    const sent = { method: 'POST', headers: type === '' ? {} : { 'content-type': type }, body: '{"name":"t"}' };
    const answer = await rawRequest(`${manager.url}/api/trpc/tags.create`, sent);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([
      415,
      { code: 415, message: expect.stringContaining('must be application/json') },
    ]);
  });

  test('takes UTF-8 only', async () => {
    const headers = { 'content-type': 'application/json' };
    const body = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]);
    const answer = await rawRequest(`${manager.url}/api/trpc/tags.create`, { method: 'POST', headers, body });
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([
      400,
      { message: 'the request body is not UTF-8 text' },
    ]);
  });

  test('does not wait for a body that its sender may not send', async () => {
    const stranger = await startTestManager({
      webRouter: appRouter,
      access: { mode: 'accounts', identify: () => ({ ...ANYBODY, roles: new Set() }) },
    });
    const head =
      'POST /api/trpc/tags.create HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n';
    const socket = connect(Number(new URL(stranger.url).port), '127.0.0.1');
    socket.write(`${head}Content-Length: 999\r\n\r\n{`);
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(String(answer)).toContain('403 Forbidden');
    socket.destroy();
    await stranger.stop();
  });

  test('answers 20 calls in one request, and refuses more before any of them runs', async () => {
    const batch = (count: number) =>
      fetch(`${manager.url}/api/trpc/${Array.from({ length: count }, () => 'farm.info').join('%2C')}?batch=1`);
    expect(await (await batch(20)).json()).toHaveLength(20);
    const refused = await batch(21);
    expect([refused.status, await refused.json()]).toEqual([
      400,
      { code: 400, message: 'a request may call 20 procedures, not 21' },
    ]);
  });

  test('refuses a path that cannot be decoded', async () => {
    const answer = await fetch(`${manager.url}/api/trpc/%E0%A4%A`);
    expect(answer.status).toBe(400);
  });
});
