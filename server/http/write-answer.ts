import type { ServerResponse } from 'node:http';

/** What is sent back for one request. `body`: a string is text, anything else JSON, undefined = none. */
export interface HttpAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Writes an answer; does nothing when one was begun already or the client is gone. */
export function writeAnswer(response: ServerResponse, answer: HttpAnswer): void {
  if (response.headersSent || response.destroyed) return;
  for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value);
  response.statusCode = answer.status;
  if (answer.body === undefined) {
    if (answer.status !== 204) response.setHeader('Content-Length', 0);
    response.end();
    return;
  }
  const isText = typeof answer.body === 'string';
  const bytes = Buffer.from(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  if (!response.hasHeader('Content-Type')) {
    response.setHeader('Content-Type', isText ? 'text/plain; charset=utf-8' : 'application/json');
  }
  response.setHeader('Content-Length', bytes.length);
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
}
