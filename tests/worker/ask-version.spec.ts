import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { askVersion } from '#worker/discovery/ask-version.ts';

const VERSION = { name: 'Farm', version: '3.8', shortversion: '3.8', git: 'abc' };
const JSON_TYPE = { 'Content-Type': 'application/json' };

async function askOf(answer: RequestListener) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return askVersion(`http://127.0.0.1:${port}`, new AbortController().signal);
}

test('a manager says what it is', async () => {
  expect(await askOf((_request, response) => response.writeHead(200, JSON_TYPE).end(JSON.stringify(VERSION)))).toEqual(
    VERSION,
  );
});

test.each([
  ['is packed', { ...JSON_TYPE, 'Content-Encoding': 'br' }, brotliCompressSync(JSON.stringify(VERSION)), 200],
  ['is too long', JSON_TYPE, JSON.stringify({ ...VERSION, more: 'x'.repeat(100_000) }), 200],
  ['is no JSON', JSON_TYPE, 'Hello', 200],
  ['is something else', JSON_TYPE, '{"name": 1}', 200],
  ['is a refusal', JSON_TYPE, JSON.stringify(VERSION), 403],
  ['leads elsewhere', { Location: '/api/v3/version?again' }, '', 302],
])('an answer that %s is not one of a manager', async (_what, headers, body, status) => {
  expect(await askOf((_request, response) => response.writeHead(status, headers).end(body))).toBeUndefined();
});
