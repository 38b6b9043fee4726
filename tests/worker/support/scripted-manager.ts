import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AssignedTask, TaskUpdate } from '#server/contracts/task.ts';
import { until } from './processes.ts';

export interface Call {
  readonly method: string;
  /** Below `/api/v3/worker`. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: Buffer;
  /** The body as JSON; undefined if it is not JSON. */
  readonly json: unknown;
  /** The status it was answered with; 0 = the connection was dropped. */
  readonly status: number;
}

export interface ScriptedAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
/** Returns `'drop'` to cut the connection, `'hang'` to never answer, undefined to let the manager answer as usual. */
export type Script = (call: Omit<Call, 'status'>) => ScriptedAnswer | 'drop' | 'hang' | undefined;

/**
 * A manager that speaks the worker's part of the contract over real HTTP, hands out the tasks it is given, and
 * remembers every call.
 */
export class ScriptedManager {
  readonly calls: Call[] = [];
  readonly tasks: AssignedTask[] = [];
  /** Consulted first for each call. */
  script: Script = () => undefined;
  /** What it answers whoever asks which manager it is; as usual it does not know the question, as Flamenco 3's. */
  identity: (nonce: string) => ScriptedAnswer = () => ({ status: 404 });
  /** Who asked that, and how; not among the calls. */
  readonly lookedAt: Pick<Call, 'headers' | 'json'>[] = [];
  firstStatus = 'awake';
  requestedStatus: string | undefined;
  readonly #server: Server;
  #port = 0;

  constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async start(): Promise<ScriptedManager> {
    const manager = new ScriptedManager();
    await manager.listen();
    return manager;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Listens again after {@link close}, at the same address as before. */
  async listen(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  to(path: string): Call[] {
    return this.calls.filter((call) => call.path === path);
  }

  /** The reports on a task that were accepted. */
  updates(taskId: string): TaskUpdate[] {
    return this.to(`/task/${taskId}`)
      .filter((call) => call.status === 204)
      .map((call) => call.json as TaskUpdate);
  }

  log(taskId: string): string {
    return this.updates(taskId)
      .map((update) => update.log ?? '')
      .join('');
  }

  async untilCalled(path: string, times = 1): Promise<void> {
    await until(() => this.to(path).length >= times, `${times} call(s) to ${path}`);
  }

  async untilStatus(taskId: string, status: string): Promise<void> {
    await until(
      () => this.updates(taskId).some((update) => update.taskStatus === status),
      `task ${taskId} is ${status}`,
    );
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    const bytes = Buffer.concat(chunks);
    if (request.url === '/api/v3/identity') {
      const json = parse(bytes);
      this.lookedAt.push({ headers: request.headers, json });
      return send(response, this.identity((json as { nonce: string }).nonce));
    }
    const path = (request.url ?? '').replace('/api/v3/worker', '');
    const call = { method: request.method ?? '', path, headers: request.headers, bytes, json: parse(bytes) };
    const answer = this.script(call) ?? this.#usual(path);
    const status = typeof answer === 'string' ? 0 : answer.status;
    this.calls.push({ ...call, status });
    if (answer === 'drop') request.socket.destroy();
    if (typeof answer === 'string') return;
    send(response, answer);
  }

  #usual(path: string): ScriptedAnswer {
    if (path === '/register-worker') return { status: 200, body: REGISTERED };
    if (path === '/sign-on') return { status: 200, body: { status_requested: this.firstStatus } };
    if (path === '/sign-off') return { status: 204 };
    if (path === '/state-changed') {
      this.requestedStatus = undefined;
      return { status: 204 };
    }
    if (path === '/state')
      return this.#status() === undefined ? { status: 204 } : { status: 200, body: this.#status() };
    if (path === '/task') {
      if (this.#status() !== undefined) return { status: 423, body: this.#status() };
      const task = this.tasks.shift();
      return task === undefined ? { status: 204 } : { status: 200, body: task };
    }
    if (path.endsWith('/may-i-run')) {
      return { status: 200, body: { mayKeepRunning: true, reason: '', statusChangeRequested: false } };
    }
    return { status: path.endsWith('/output-produced') ? 202 : 204 };
  }

  #status(): unknown {
    return this.requestedStatus === undefined ? undefined : { status_requested: this.requestedStatus };
  }
}

export const WORKER_ID = '1d9e1f2a-6a0f-4f0e-9a53-0d2f5b6b7c11';
const REGISTERED = {
  uuid: WORKER_ID,
  name: 'one',
  address: '127.0.0.1',
  status: '',
  platform: 'linux',
  software: '',
  supported_task_types: ['misc'],
};

function send(response: ServerResponse, { status, body, headers }: ScriptedAnswer): void {
  response.writeHead(status, { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function parse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}
