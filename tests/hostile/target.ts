import { mkdtemp, rm } from 'node:fs/promises';
import { request, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '#scripts/farm/free-port.ts';
import { managerApi, type ManagerApi } from '#scripts/farm/manager-api.ts';
import type { Program } from '#scripts/farm/program.ts';
import { startManager, waitUntilReady } from '#scripts/farm/start-manager.ts';
import { TestClient } from '#tests/support/test-client.ts';

/** Whoever gets no answer for so long is told that there was none. */
const PATIENCE_MS = 30_000;

/** A request as it goes out: nothing is added but a length, `Host` and `Connection`. */
export interface HostileRequest {
  readonly method?: string;
  /** The target of the request line, exactly as it is sent. */
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  /** Anything but text and bytes is sent as JSON. */
  readonly body?: unknown;
}

export interface HostileAnswer {
  /** 0 when the connection was closed without an answer. */
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** The farm under attack: a real manager, as a process in a folder of its own. */
export interface Target {
  readonly url: string;
  readonly port: number;
  readonly home: string;
  readonly manager: Program;
  readonly api: ManagerApi;
  readonly client: TestClient;
  /** @throws Error when no answer came in time */
  send(hostile: HostileRequest): Promise<HostileAnswer>;
  stop(): Promise<void>;
}

/** Starts a manager for hostile tries, with a shared storage and Shaman. */
export async function startTarget(settings: Record<string, unknown> = {}): Promise<Target> {
  const home = await mkdtemp(join(tmpdir(), 'flamenco hostile '));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const manager = await startManager({
    home,
    port,
    name: 'Test farm',
    settings: { shaman: { enabled: true }, ...settings },
  });
  const stop = async () => {
    await manager.stop();
    await rm(home, { recursive: true, force: true });
  };
  try {
    await waitUntilReady(manager, url);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    url,
    port,
    home,
    manager,
    api: managerApi(url),
    client: new TestClient(url),
    send: (hostile) => send(port, hostile),
    stop,
  };
}

function send(port: number, { method = 'GET', path, headers = {}, body }: HostileRequest): Promise<HostileAnswer> {
  const isRaw = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
  const bytes = isRaw ? body : JSON.stringify(body);
  const kind = isRaw ? {} : { 'content-type': 'application/json' };
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, method, path, headers: { ...kind, ...headers }, agent: false, timeout: PATIENCE_MS },
      (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.once('error', reject);
        answer.once('end', () => {
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(chunks).toString() });
        });
      },
    );
    sent.once('timeout', () => sent.destroy(new Error(`no answer within ${PATIENCE_MS / 1000} s`)));
    sent.once('error', (error: NodeJS.ErrnoException) => {
      const wasClosed = error.code === 'ECONNRESET' || error.code === 'EPIPE';
      if (wasClosed) resolve({ status: 0, headers: {}, text: '' });
      else reject(error);
    });
    sent.end(bytes);
  });
}
