import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request, type RequestOptions } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

export interface SecureAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

/**
 * Asks a server whose certificate nobody has signed. A body is sent as it is made.
 * @param options `localAddress` is where the request comes from
 */
export async function secureRequest(
  url: string,
  options: RequestOptions = {},
  body: Iterable<Uint8Array> = [],
): Promise<SecureAnswer> {
  const sent = request(url, { rejectUnauthorized: false, agent: false, family: 4, ...options });
  const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
  const [[answer]] = await Promise.all([answered, pipeline(Readable.from(body), sent)]);
  const parts: Buffer[] = [];
  for await (const part of answer) parts.push(part as Buffer);
  return { status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(parts).toString() };
}

/** Reads an answer that does not end, such as events, for as long as a test waits for more of it. */
export function secureStream(url: string, signal: AbortSignal): { until(text: string): Promise<string> } {
  const sent = request(url, { rejectUnauthorized: false, agent: false, family: 4, signal });
  const answered = once(sent, 'response').then(([answer]) =>
    (answer as IncomingMessage).setEncoding('utf8').iterator(),
  );
  sent.on('error', () => undefined).end();
  let received = '';
  return {
    async until(text) {
      const parts = (await answered) as AsyncIterator<string>;
      while (!received.includes(text)) {
        const part = await parts.next();
        if (part.done === true) throw new Error(`the answer ended without "${text}":\n${received}`);
        received += part.value;
      }
      return received;
    },
  };
}
