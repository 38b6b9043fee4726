import type { ServerResponse } from 'node:http';

/**
 * What is sent back for one request. A string `body` is sent as text, anything else as JSON; undefined means no body.
 */
export interface HttpAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Writes an answer; does nothing if one has been started already or the client is gone. A client that is still sending
 * its body gets the answer at once and the rest of the body is discarded: if we closed the connection instead, the
 * client might never see the answer.
 */
export function writeAnswer(response: ServerResponse, answer: HttpAnswer): void {
  if (response.headersSent || response.destroyed) return;
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  response.statusCode = answer.status;
  const bytes = bodyBytes(response, answer);
  const request = response.req;
  if (request.complete) {
    response.end(bytes);
    return;
  }
  response.flushHeaders();
  if (bytes) response.write(bytes);
  request.once('end', () => response.end());
  request.resume();
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
