import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readBody } from '#server/http/read-body.ts';
import { type HttpServer, startHttpServer } from '#server/http/server.ts';
import { writeAnswer } from '#server/http/write-answer.ts';
import { createLogger } from '#server/logging/logger.ts';
import { answersIn, sendBytes } from '#tests/support/send-bytes.ts';

const lines: string[] = [];
const logger = createLogger({ level: 'info', terminal: false, write: (line) => void lines.push(line) });
let server: HttpServer;

beforeAll(async () => {
  server = await startHttpServer({
    host: '127.0.0.1',
    port: 0,
    logger,
    handler: async (request, response) => {
      const body = await readBody(request, '::1', 1_000_000);
      const { 'x-a': value } = request.headers;
      writeAnswer(response, { status: 200, body: { url: request.url, value, body: String(body) } });
    },
  });
});
afterAll(() => server.stop(100));
beforeEach(() => void (lines.length = 0));

const send = async (...pieces: string[]) => answersIn(await sendBytes(server.port, ...pieces));
const POST = 'POST /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n';

describe('folded headers', () => {
  test.each(['\r\n ', '\r\n\t', '\n ', '\n\t'])(
    'are joined (%j), and the body arrives as it was sent',
    async (fold) => {
      const answer = await send(`${POST}X-A: begin${fold}end\r\nContent-Length: 5\r\n\r\n{\n "}`);
      expect(answer.statuses).toEqual([200]);
      expect(JSON.parse(answer.body)).toEqual({ url: '/a', value: 'begin end', body: '{\n "}' });
    },
  );

  test('are joined when they arrive in pieces, and in later requests of the connection', async () => {
    const first = 'POST /1 HTTP/1.1\r\nHost: x\r\nX-A: a\n b\r\nContent-Length: 2\r\n\r\n{}';
    const answer = await send(
      first.slice(0, 40),
      first.slice(40, 45),
      first.slice(45),
      `${POST}X-A: c\r\n`,
      ' d\r\n',
      '\r\n',
    );
    expect(answer.statuses).toEqual([200, 200]);
    expect(JSON.parse(answer.body)).toMatchObject({ value: 'c d' });
  });
});

const CHUNKED = `${POST}Transfer-Encoding: chunked\r\n`;
const END = '0\r\n\r\n';

describe('a request that Node or a proxy could understand in more than one way is refused', () => {
  test.each([
    ['Content-Length and Transfer-Encoding', `${CHUNKED}Content-Length: 5\r\n\r\n${END}`],
    ['Transfer-Encoding and Content-Length', `${POST}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n${END}`],
    ['two equal Content-Lengths', `${POST}Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc`],
    ['two different Content-Lengths', `${POST}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc`],
    ['a list of Content-Lengths', `${POST}Content-Length: 3, 3\r\n\r\nabc`],
    ['a Content-Length with a sign', `${POST}Content-Length: +3\r\n\r\nabc`],
    ['a folded Content-Length', `${POST}Content-Length:\r\n 3\r\n\r\nabc`],
    ['a folded Transfer-Encoding', `${POST}Transfer-Encoding:\n chunked\r\n\r\n${END}`],
    ['a folded Host', `GET / HTTP/1.1\r\nHost: x\r\n y\r\nConnection: close\r\n\r\n`],
    ['an unknown Transfer-Encoding', `${POST}Transfer-Encoding: xchunked\r\n\r\n${END}`],
    ['several Transfer-Encodings', `${POST}Transfer-Encoding: gzip, chunked\r\n\r\n${END}`],
    ['Transfer-Encoding twice', `${CHUNKED}Transfer-Encoding: identity\r\n\r\n${END}`],
    ['Transfer-Encoding in HTTP/1.0', `POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n${END}`],
    ['LF after the size of a chunk', `${CHUNKED}\r\n3\nabc\r\n${END}`],
    ['LF after a chunk', `${CHUNKED}\r\n3\r\nabc\n${END}`],
    ['nothing after a chunk', `${CHUNKED}\r\n3\r\nabc${END}`],
    ['LF after the last chunk', `${CHUNKED}\r\n3\r\nabc\r\n0\n\n`],
    ['a space after the size of a chunk', `${CHUNKED}\r\n3 \r\nabc\r\n${END}`],
    ['LF in the extension of a chunk', `${CHUNKED}\r\n3;a\nb\r\nabc\r\n${END}`],
    ['a fold in a trailer', `${CHUNKED}\r\n0\r\nX-T: a\r\n b\r\n\r\n`],
    ['lines that end with LF', 'GET / HTTP/1.1\nHost: x\n\n'],
    ['one line that ends with LF', `${POST}X-A: a\nX-B: b\r\n\r\n`],
    ['a lone CR', `${POST}X-A: a\rX-B: b\r\n\r\n`],
    ['a space before the colon', `${POST}Content-Length : 3\r\n\r\nabc`],
    ['a fold after the first line', `POST /a HTTP/1.1\r\n Host: x\r\n\r\n`],
    ['a folded first line', 'GET /a\r\n HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['NUL in a value', `${POST}X-A: a\0b\r\n\r\n`],
    ['NUL in a folded value', `${POST}X-A: a\n b\0\r\n\r\n`],
    ['a control character in a value', `${POST}X-A: a\x01b\r\n\r\n`],
    ['a space in a name', `${POST}X A: b\r\n\r\n`],
    ['no colon', `${POST}X-A\r\n\r\n`],
    ['two hosts', `${POST}Host: y\r\n\r\n`],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
    ['another version', 'GET / HTTP/1.9\r\nHost: x\r\n\r\n'],
  ])('%s', async (_case, bytes) => {
    const { statuses, body } = await send(bytes);
    expect(statuses).toEqual([400]);
    expect(JSON.parse(body)).toEqual({ code: 400, message: expect.stringMatching(/^the request /) });
  });

  test('even after a request on the same connection that was all right', async () => {
    const { statuses } = await send('GET / HTTP/1.1\r\nHost: x\r\n\r\n', `${CHUNKED}\r\n3\nabc\r\n${END}`);
    expect(statuses).toEqual([200, 400]);
  });
});

describe('what the parser refuses', () => {
  test.each([
    [400, 'something else than HTTP', 'hello\r\n\r\n', /not valid HTTP: invalid method/],
    [400, 'HTTPS', '\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03', /asked for HTTPS; use http:\/\//],
    [400, 'a folded header that matters', `${POST}Host: x\r\n y\r\n\r\n`, /header that is folded/],
    [413, 'endless extensions of a chunk', `${CHUNKED}\r\n3;${'a'.repeat(20_000)}\r\nabc\r\n${END}`, /16 KiB/],
    [431, 'endless headers', `${POST}X-A: ${'a'.repeat(20_000)}\r\n\r\n`, /headers .* 16 KiB/],
    [431, 'a head without end', `${POST}X-A: ${'a'.repeat(40_000)}`, /headers .* 16 KiB/],
    [417, 'an expectation that nobody knows', `${POST}Expect: a-miracle\r\n\r\n`, /100-continue/],
  ])('is answered with %i, in JSON: %s', async (status, _case, bytes, message) => {
    const received = await sendBytes(server.port, bytes);
    const { statuses, body } = answersIn(received);
    expect(statuses).toEqual([status]);
    expect(received).toMatch(/\r\nConnection: close\r\n/);
    expect(received).toMatch(/\r\nContent-Type: application\/json\r\n/);
    expect(JSON.parse(body)).toEqual({ code: status, message: expect.stringMatching(message) });
  });

  test('is in the log in one line, with the address and the request id of the answer, and without the request', async () => {
    const received = await sendBytes(server.port, `${POST}Authorization: Basic c2VjcmV0\r\nX-A: \0\r\n\r\n`);
    const [, requestId] = /X-Request-Id: (\S+)/.exec(received) ?? [];
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ level: 'warn', status: 400, remoteAddress: '127.0.0.1', requestId }),
    ]);
    expect(lines.join()).toMatch(/request was refused: the request is not valid HTTP: /);
    expect(lines.join()).not.toContain('c2VjcmV0');
  });

  test('is read to its end, so that a client that only then looks gets the answer', async () => {
    const { statuses } = await send(`${POST}Content-Length: 5000000\r\nX A: b\r\n\r\n`, ' '.repeat(5_000_000));
    expect(statuses).toEqual([400]);
  });
});
