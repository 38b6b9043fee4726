import type { ServerResponse } from 'node:http';

/** What is sent back for one request. `body`: a string is text, anything else JSON, undefined = none. */
export interface HttpAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Writes an answer; does nothing when one was begun already or the client is gone. A client that still sends its body
 * gets the answer at once, and the rest of the body is thrown away: closing on it would take the answer from under its
 * eyes.
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

/** The bytes to send, which a HEAD request does not get; sets the headers that tell about them. */
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
