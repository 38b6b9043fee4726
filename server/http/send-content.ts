import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { FarmError } from '../domain/errors.ts';
import type { Content } from '../plugins/plugin-route.ts';
import { byteRange } from './byte-range.ts';

/** Where the bytes come from. */
interface Source {
  readonly size: number;
  /** Changes whenever the bytes change; absent if nobody may keep them. */
  readonly etag?: string;
  /** In HTTP's date format. */
  readonly modified?: string;
  /** Sends the bytes from `from` to `to`, both inclusive, and ends the response. */
  send(response: ServerResponse, from: number, to: number): unknown;
}

/**
 * Answers GET or HEAD with all of the content, with the requested part, or with nothing if the client has it already.
 * @throws FarmError nothing-matches (416) if there is no such part
 */
export async function sendContent(request: IncomingMessage, response: ServerResponse, content: Content): Promise<void> {
  const { body } = content;
  if (typeof body === 'string') return send(request, response, content, fromBytes(Buffer.from(body), content));
  if (body instanceof Uint8Array) return send(request, response, content, fromBytes(body, content));
  if (Symbol.asyncIterator in body) return sendPieces(request, response, content, body);
  try {
    await send(request, response, content, await fromFile(body));
  } finally {
    await body.close();
  }
}

/** Nobody knows how long it will be. A failure breaks the connection, so that nobody takes a part for all. */
async function sendPieces(
  request: IncomingMessage,
  response: ServerResponse,
  { type, cacheControl = 'no-store', saveAs }: Content,
  pieces: AsyncIterable<string>,
): Promise<void> {
  response.writeHead(200, {
    'Cache-Control': cacheControl,
    'Content-Type': type,
    ...(saveAs === undefined ? {} : { 'Content-Disposition': `attachment; filename="${saveAs}"` }),
  });
  if (request.method === 'HEAD') response.end();
  else await pipeline(Readable.from(pieces), response).catch(ignoreGoneClient);
}

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  { type, status = 200, cacheControl = 'no-cache', saveAs }: Content,
  source: Source,
): Promise<void> {
  const { size, etag, modified } = source;
  const headers = {
    'Cache-Control': cacheControl,
    'Content-Type': type,
    ...(etag === undefined ? {} : { ETag: etag }),
    ...(modified === undefined ? {} : { 'Last-Modified': modified }),
    ...(saveAs === undefined ? {} : { 'Content-Disposition': `attachment; filename="${saveAs}"` }),
    ...(status === 200 ? { 'Accept-Ranges': 'bytes' } : {}),
  };
  if (status === 200 && isKnown(request, source)) return void response.writeHead(304, headers).end();
  const range = status === 200 && isSame(request, source) ? byteRange(request.headers.range, size) : 'all';
  if (range === 'none') {
    response.setHeader('Content-Range', `bytes */${size}`);
    throw new FarmError('nothing-matches', { message: `there is no such part; the whole has ${size} bytes` });
  }
  const { from, to } = range === 'all' ? { from: 0, to: size - 1 } : range;
  response.writeHead(range === 'all' ? status : 206, {
    ...headers,
    'Content-Length': to - from + 1,
    ...(range === 'all' ? {} : { 'Content-Range': `bytes ${from}-${to}/${size}` }),
  });
  if (request.method === 'HEAD' || to < from) response.end();
  else await source.send(response, from, to);
}

function fromBytes(bytes: Uint8Array, { cacheControl }: Content): Source {
  const hash = () => createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  return {
    size: bytes.length,
    ...(cacheControl === 'no-store' ? {} : { etag: `"${hash()}"` }),
    send: (response, from, to) => response.end(bytes.subarray(from, to + 1)),
  };
}

async function fromFile(file: FileHandle): Promise<Source> {
  const { size, mtime } = await file.stat();
  return {
    size,
    etag: `"${size.toString(16)}-${mtime.getTime().toString(16)}"`,
    modified: mtime.toUTCString(),
    send: (response, start, end) =>
      pipeline(file.createReadStream({ start, end, autoClose: false }), response).catch(ignoreGoneClient),
  };
}

/** Whether the client has these bytes already. */
function isKnown(request: IncomingMessage, { etag, modified }: Source): boolean {
  if (etag === undefined) return false;
  const tags = request.headers['if-none-match'];
  if (tags !== undefined) {
    return tags.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag);
  }
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  return modified !== undefined && since >= Date.parse(modified);
}

/** Whether the part that the client wants is a part of these bytes, not of an older version. */
function isSame(request: IncomingMessage, { etag, modified }: Source): boolean {
  const condition = request.headers['if-range'];
  return condition === undefined || condition === etag || condition === modified;
}

function ignoreGoneClient(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE' && error.code !== 'ECONNRESET' && error.code !== 'EPIPE') throw error;
}
