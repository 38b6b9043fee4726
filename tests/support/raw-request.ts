import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from 'node:http';

export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/**
 * Sends a request on a new connection with exactly these headers, including what `fetch` does not allow: wrong lengths,
 * chunks.
 */
export function rawRequest(
  url: string,
  options: { method: string; path?: string; headers?: OutgoingHttpHeaders; body?: string | Buffer },
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: options.method,
        headers: options.headers,
        agent: false,
        ...(options.path ? { path: options.path } : {}),
      },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.once('end', () => {
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(chunks).toString() });
        });
      },
    );
    sent.once('error', reject);
    sent.end(options.body);
  });
}
