import type { ServerResponse } from 'node:http';
import { wasNotAsked } from './expect-continue.ts';

/**
 * What is sent back for one request. A string `body` is sent as text, anything else as JSON; undefined means no body.
 */
export interface HttpAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How long the rest of a body that was refused is still taken, for clients that only look when they have sent it. */
const REFUSED_BODY_MS = 30_000;

/**
 * Writes an answer; does nothing if one has been started already or the client is gone. A client that is still sending
 * its body gets the answer at once and the rest of the body is discarded: if we closed the connection instead, the
 * client might never see the answer. After a refusal that lasts for a while only.
 */
export function writeAnswer(response: ServerResponse, answer: HttpAnswer): void {
  if (response.headersSent || response.destroyed) return;
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  if (!response.hasHeader('Cache-Control')) response.setHeader('Cache-Control', 'no-store');
  response.statusCode = answer.status;
  const bytes = bodyBytes(response, answer);
  const request = response.req;
  const isUnasked = !request.complete && wasNotAsked(request);
  if (isUnasked) response.setHeader('Connection', 'close');
  if (request.complete || isUnasked) {
    response.end(bytes);
    return;
  }
  response.flushHeaders();
  if (bytes) response.write(bytes);
  if (answer.status >= 400) cutOffLater(response);
  request.once('end', () => response.end());
  request.resume();
}

function cutOffLater(response: ServerResponse): void {
  const { socket } = response.req;
  const timer = setTimeout(() => socket.destroy(), REFUSED_BODY_MS).unref();
  response.once('close', () => clearTimeout(timer));
}

/** The bytes to send, none for a HEAD request; also sets the headers that describe them. */
function bodyBytes(response: ServerResponse, { status, body }: HttpAnswer): Buffer | undefined {
  if (body === undefined) {
    if (status !== 204) response.setHeader('Content-Length', 0);
    return undefined;
  }
  const isText = typeof body === 'string';
  const bytes = Buffer.from(isText ? body : JSON.stringify(body));
  if (!response.hasHeader('Content-Type')) {
    response.setHeader('Content-Type', isText ? 'text/plain; charset=utf-8' : 'application/json');
  }
  response.setHeader('Content-Length', bytes.length);
  return response.req.method === 'HEAD' ? undefined : bytes;
}
