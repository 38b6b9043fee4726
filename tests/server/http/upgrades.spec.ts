import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { type HttpServer, type HttpServerOptions, startHttpServer } from '#server/http/server.ts';
import { writeAnswer } from '#server/http/write-answer.ts';
import { createLogger } from '#server/logging/logger.ts';
import { answersIn, sendBytes } from '#tests/support/send-bytes.ts';

let server: HttpServer;
afterEach(() => server.stop(10));

async function serve(upgrades?: HttpServerOptions['upgrades']): Promise<void> {
  server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    logger: createLogger({ level: 'silent', terminal: false }),
    handler: (request, response) => writeAnswer(response, { status: 200, body: { url: request.url } }),
    upgrades,
  });
}

const asks = (path: string, more = '') =>
  `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n${more}\r\n`;

describe('a request for an upgrade', () => {
  test('is answered as if it had not asked', async () => {
    await serve();
    const { statuses, body } = answersIn(await sendBytes(server.port, asks('/a')));
    expect([statuses, body]).toEqual([[200], '{"url":"/a"}']);
  });

  test('is handed on in development if it is for the builder of the pages, and does not keep the server from stopping', async () => {
    await serve({
      path: '/app/_next/',
      take: (_request, socket) => void socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n'),
    });
    expect(answersIn(await sendBytes(server.port, asks('/a'))).statuses).toEqual([200]);
    const foreign = await sendBytes(server.port, asks('/app/_next/hmr', 'Origin: http://evil.example\r\n'));
    expect(answersIn(foreign).statuses).toEqual([403]);
    const socket = connect(server.port, '127.0.0.1');
    socket.write(asks('/app/_next/hmr', 'Origin: http://localhost\r\n'));
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(String(answer)).toContain('101 Switching Protocols');
    const closed = once(socket, 'close');
    await server.stop(60_000);
    await closed;
  });
});

test('CONNECT is refused', async () => {
  await serve();
  const { statuses, body } = answersIn(
    await sendBytes(server.port, 'CONNECT evil.example:443 HTTP/1.1\r\nHost: x\r\n\r\n'),
  );
  expect([statuses, JSON.parse(body)]).toMatchObject([
    [405],
    { message: expect.stringContaining('does not take CONNECT') },
  ]);
});
