import type { AssignedTask } from '#server/contracts/task.ts';
import type { Job } from '#server/contracts/job.ts';
import type { RegisteredWorker } from '#server/contracts/worker.ts';

export interface TestAnswer {
  readonly status: number;
  /** The parsed JSON body, the text of any other body, or undefined if there is none. */
  readonly body: unknown;
  readonly headers: Headers;
}

export interface Credentials {
  readonly id: string;
  readonly secret: string;
}

/** Calls a manager's `/api/v3` as programs do. */
export class TestClient {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** `path` without `/api/v3`. A body is sent as JSON. */
  async call(
    method: string,
    path: string,
    options: { body?: unknown; worker?: Credentials; headers?: Record<string, string> } = {},
  ): Promise<TestAnswer> {
    const { body, worker } = options;
    const headers: Record<string, string> = { ...options.headers };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    if (worker) headers['Authorization'] = basicAuth(worker);
    const request = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const answer = await fetch(`${this.#url}/api/v3${path}`, request);
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') === true;
    return {
      status: answer.status,
      body: text === '' ? undefined : isJson ? JSON.parse(text) : text,
      headers: answer.headers,
    };
  }

  /** Makes a call that must succeed; resolves to the body. */
  async get<T>(path: string): Promise<T> {
    const answer = await this.call('GET', path);
    if (answer.status !== 200)
      throw new Error(`GET ${path} was answered with ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as T;
  }

  /** Registers a worker, which signs on and is then awake. */
  async awakeWorker(
    name = 'anna',
    types: readonly string[] = ['misc', 'blender', 'ffmpeg', 'file-management'],
  ): Promise<Credentials> {
    const worker = await this.registeredWorker(name, types);
    const signOn = { name, supported_task_types: types, software_version: '0.1.0', can_restart: false };
    await this.call('POST', '/worker/sign-on', { worker, body: signOn });
    await this.call('POST', '/worker/state-changed', { worker, body: { status: 'awake' } });
    return worker;
  }

  async registeredWorker(name = 'anna', types: readonly string[] = ['misc']): Promise<Credentials> {
    const secret = `secret of ${name}`;
    const answer = await this.call('POST', '/worker/register-worker', {
      body: { name, secret, platform: 'linux', supported_task_types: types },
    });
    return { id: (answer.body as RegisteredWorker).uuid, secret };
  }

  /** Submits a job with two tasks, one after the other: the first echoes, the second sleeps. */
  async submitJob(change: Record<string, unknown> = {}): Promise<Job> {
    const answer = await this.call('POST', '/jobs', { body: { ...ECHO_JOB, ...change } });
    if (answer.status !== 200)
      throw new Error(`the job was refused with ${answer.status} ${JSON.stringify(answer.body)}`);
    return answer.body as Job;
  }

  /** The task that the worker gets when it asks; undefined if it gets none. */
  async nextTask(worker: Credentials): Promise<AssignedTask | undefined> {
    const answer = await this.call('POST', '/worker/task', { worker });
    return answer.status === 200 ? (answer.body as AssignedTask) : undefined;
  }

  report(worker: Credentials, task: AssignedTask, update: Record<string, unknown>): Promise<TestAnswer> {
    return this.call('POST', `/worker/task/${task.uuid}`, { worker, body: update });
  }
}

/** A submission that the manager accepts. */
export const ECHO_JOB = {
  name: 'hello',
  type: 'echo-sleep-test',
  submitter_platform: 'linux',
  settings: { message: 'hello', sleep_duration_seconds: 1, sleep_repeats: 1 },
} as const;

/** The Authorization header that a worker sends. */
export function basicAuth({ id, secret }: Credentials): string {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
}
