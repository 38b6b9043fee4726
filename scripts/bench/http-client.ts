import { Agent, request } from 'node:http';

export interface HttpReply {
  readonly status: number;
  readonly text: string;
  /** From sending the request to the last byte of the answer. */
  readonly milliseconds: number;
}

/** One keep-alive connection to a manager, like a worker's; calls are made one after the other. */
export class HttpClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #base: URL;
  readonly #authorization: string | undefined;

  /** `credentials` are a worker's id and secret, if it has any. */
  constructor(base: string, credentials?: { readonly id: string; readonly secret: string }) {
    this.#base = new URL(base);
    if (credentials) {
      this.#authorization = `Basic ${Buffer.from(`${credentials.id}:${credentials.secret}`).toString('base64')}`;
    }
  }

  /** Sends `body` as JSON. Rejects only if there is no answer within `timeoutMs`. */
  call(method: 'GET' | 'POST', path: string, body?: unknown, timeoutMs = 120_000): Promise<HttpReply> {
    const bytes = body === undefined ? undefined : Buffer.from(JSON.stringify(body));
    const headers: Record<string, string | number> = { Accept: 'application/json' };
    if (this.#authorization !== undefined) headers['Authorization'] = this.#authorization;
    if (bytes) headers['Content-Type'] = 'application/json';
    if (bytes || method === 'POST') headers['Content-Length'] = bytes?.length ?? 0;
    const { hostname, port } = this.#base;
    const started = performance.now();
    return new Promise((resolve, reject) => {
      const sent = request({ agent: this.#agent, hostname, port, method, path, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const milliseconds = performance.now() - started;
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString(), milliseconds });
        });
      });
      sent.setTimeout(timeoutMs, () => sent.destroy(new Error(`${method} ${path}: no answer within ${timeoutMs} ms`)));
      sent.once('error', reject);
      sent.end(bytes);
    });
  }

  /** Like {@link call}, but throws unless the answer has this status. */
  async expect(status: number, method: 'GET' | 'POST', path: string, body?: unknown): Promise<HttpReply> {
    const reply = await this.call(method, path, body);
    if (reply.status !== status) {
      throw new Error(`${method} ${path} was answered with ${reply.status}: ${reply.text.slice(0, 300)}`);
    }
    return reply;
  }

  close(): void {
    this.#agent.destroy();
  }
}
