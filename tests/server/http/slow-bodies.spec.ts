import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { BYTES_IN_FLIGHT, BytesInFlight } from '#server/http/bytes-in-flight.ts';
import { readBody } from '#server/http/read-body.ts';
import type { Handler } from '#server/http/route-table.ts';
import { type HttpServer, type HttpServerOptions, startHttpServer } from '#server/http/server.ts';
import { uploadOf } from '#server/http/v3/request-body.ts';
import { writeAnswer } from '#server/http/write-answer.ts';
import { FarmError } from '#server/domain/errors.ts';
import { createLogger } from '#server/logging/logger.ts';
import { answersIn, sendBytes } from '#tests/support/send-bytes.ts';

const lines: string[] = [];
const logger = createLogger({ level: 'info', terminal: false, write: (line) => void lines.push(line) });
let server: HttpServer;
afterEach(async () => {
  await server.stop(10);
  lines.length = 0;
});

async function serve(handler: Handler, more: Partial<HttpServerOptions> = {}): Promise<void> {
  server = await startHttpServer({ host: '127.0.0.1', port: 0, logger, handler, ...more });
}

const head = (length: number, more = '') => `POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: ${length}\r\n${more}\r\n`;

/** Sends one byte now and then, until the connection is closed, and returns what came back. */
async function drip(socket: Socket): Promise<string> {
  const received: Buffer[] = [];
  socket.on('data', (chunk) => void received.push(chunk));
  socket.write(head(1_000_000));
  const timer = setInterval(() => socket.write('x'), 5);
  await new Promise((resolve) => socket.once('close', resolve));
  clearInterval(timer);
  return Buffer.concat(received).toString('latin1');
}

async function open(): Promise<Socket> {
  const socket = connect(server.port, '127.0.0.1').setNoDelay();
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

describe('a body that comes byte by byte', () => {
  test('has to be complete in time if it is read as a whole', async () => {
    await serve(async (request) => readBody(request, '::1', 1_000_000, 100), {
      leastPace: { everyMs: 400, bytes: 1000 },
    });
    const { statuses, body } = answersIn(await drip(await open()));
    expect(statuses).toEqual([408]);
    expect(JSON.parse(body)).toEqual({
      code: 408,
      message: 'the request body did not arrive within 0.1 s; send it again',
    });
  });

  test('has to come at a pace if it is a file', async () => {
    await serve(
      async (request) => bytesOf(uploadOf(request, '::1', [''], { maxBytes: 2_000_000, mayBeEmpty: false }).stream),
      {
        leastPace: { everyMs: 100, bytes: 1000 },
      },
    );
    expect(answersIn(await drip(await open())).statuses).toEqual([408]);
    expect(lines.join('')).toContain('its body came too slowly');
  });

  test('is not waited for after a refusal', async () => {
    const refuse = () => {
      throw new FarmError('not-allowed', { message: 'no' });
    };
    await serve(refuse, { leastPace: { everyMs: 100, bytes: 1000 } });
    const received = await drip(await open());
    expect(answersIn(received).statuses).toEqual([403]);
  });
});

describe('a body that comes at a pace', () => {
  test('may take as long as it likes', async () => {
    const total = 400_000;
    await serve(
      async (request, response) => {
        const bytes = await bytesOf(uploadOf(request, '::1', [''], { maxBytes: total, mayBeEmpty: false }).stream);
        writeAnswer(response, { status: 200, body: { bytes }, headers: { Connection: 'close' } });
      },
      { leastPace: { everyMs: 50, bytes: 10 } },
    );
    const socket = await open();
    const answer = sendBytes(socket, head(total));
    let sent = 0;
    const timer = setInterval(() => {
      if (sent < total) socket.write(Buffer.alloc(2000, 'x'));
      sent += 2000;
    }, 2);
    const { statuses, body } = answersIn(await answer);
    clearInterval(timer);
    expect([statuses, body]).toEqual([[200], JSON.stringify({ bytes: total })]);
  });

  test('is not cut off while we do not read on', async () => {
    const { promise: mayRead, resolve: read } = Promise.withResolvers<void>();
    await serve(
      async (request, response) => {
        await mayRead;
        const body = await readBody(request, '::1', 10_000_000);
        writeAnswer(response, { status: 200, body: { bytes: body.length }, headers: { Connection: 'close' } });
      },
      { leastPace: { everyMs: 20, bytes: 1000 } },
    );
    const socket = await open();
    const answer = sendBytes(socket, head(3_000_000), 'x'.repeat(3_000_000));
    await looksAt(10, 20);
    read();
    expect(answersIn(await answer).statuses).toEqual([200]);
    expect(lines).toEqual([]);
  });
});

test('a client that waits to be asked for its body is asked only if somebody wants it', async () => {
  await serve(async (request, response) => {
    if (request.url === '/a') throw new FarmError('not-allowed', { message: 'no' });
    const body = await readBody(request, '::1', 10);
    writeAnswer(response, { status: 200, body: String(body), headers: { Connection: 'close' } });
  });
  const asks = 'Expect: 100-continue\r\n';
  const refused = await sendBytes(server.port, head(99, asks));
  expect([answersIn(refused).statuses, refused.includes('Connection: close')]).toEqual([[403], true]);
  expect(answersIn(await sendBytes(server.port, head(99, asks).replace('/a', '/b'))).statuses).toEqual([413]);
  const taken = await sendBytes(server.port, head(2, asks).replace('/a', '/b'), 'ok');
  expect(answersIn(taken)).toEqual({ statuses: [100, 200], body: 'ok' });
});

test('so many connections of one address are open at once, and others of it are closed', async () => {
  await serve((_request, response) => writeAnswer(response, { status: 200, body: 'ok' }), {
    mostConnectionsPerAddress: () => 3,
  });
  const sockets = [await open(), await open(), await open()];
  const one = await open();
  await once(one, 'close');
  expect(lines.join('')).toContain('max_connections_per_address');
  sockets[0]?.destroy();
  // The server learns of it a moment later.
  let status: number | undefined;
  while (status === undefined)
    status = await fetch(`http://127.0.0.1:${server.port}/`).then(
      (answer) => answer.status,
      () => undefined,
    );
  expect(status).toBe(200);
  for (const socket of sockets) socket.destroy();
});

describe('the bytes of all unfinished bodies', () => {
  test('are limited, for each address and for all of them', () => {
    const bytes = new BytesInFlight(100, 60);
    bytes.hold('a', 60);
    expect(() => bytes.hold('a', 1)).toThrow('too much is being sent at the same time');
    bytes.hold('b', 40);
    expect(() => bytes.hold('c', 1)).toThrow('too much is being sent at the same time');
    bytes.release('a', 60);
    bytes.hold('a', 30);
    bytes.hold('c', 30);
  });

  test('do not count small ones, so that reports of workers always arrive', async () => {
    await serve(async (request, response) => {
      const body = await readBody(request, 'of many', 4_000_000);
      writeAnswer(response, { status: 200, body: { bytes: body.length } });
    });
    const send = (bytes: number) =>
      fetch(`http://127.0.0.1:${server.port}/`, { method: 'POST', body: 'x'.repeat(bytes) });
    const taken = 64 * 1024 * 1024;
    BYTES_IN_FLIGHT.hold('of many', taken);
    try {
      expect((await send(64 * 1024)).status).toBe(200);
      expect((await send(100_000)).status).toBe(503);
    } finally {
      BYTES_IN_FLIGHT.release('of many', taken);
    }
    expect((await send(100_000)).status).toBe(200);
  });

  test('are freed by whatever ends a body', async () => {
    await serve(async (request, response) => {
      const body = await readBody(request, '::1', 4_000_000);
      writeAnswer(response, { status: 200, body: { bytes: body.length } });
    });
    // Together they are more than the limit for one address.
    for (let round = 0; round < 20; round += 1) {
      const socket = await open();
      socket.end(head(4_000_000) + 'x'.repeat(3_900_000));
      await once(socket.resume(), 'close');
    }
    const answer = await fetch(`http://127.0.0.1:${server.port}/`, { method: 'POST', body: 'x'.repeat(3_000_000) });
    expect(await answer.json()).toEqual({ bytes: 3_000_000 });
  });
});

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<number> {
  let bytes = 0;
  for await (const chunk of stream) bytes += chunk.length;
  return bytes;
}

/** Long enough for so many looks. */
function looksAt(count: number, everyMs: number): Promise<void> {
  return new Promise((resolve) => {
    let seen = 0;
    const timer = setInterval(() => {
      seen += 1;
      if (seen < count) return;
      clearInterval(timer);
      resolve();
    }, everyMs);
  });
}
