import { randomBytes } from 'node:crypto';
import { HttpClient } from './http-client.ts';

const TASK_TYPES = ['blender', 'ffmpeg', 'file-management', 'misc'];
const LOG_LINES = [
  'Fra:1 Mem:120.41M | Scene | Rendering 1 / 64',
  'Fra:1 Mem:121.02M | Scene | Rendering 64 / 64',
  'Saved: frame.png',
];

/** The task that a simulated worker was given. */
export interface HandedTask {
  /** The id that the worker has to use in its reports. */
  readonly uuid: string;
  readonly job: string;
  readonly name: string;
}

/** The durations of the calls, in milliseconds. */
export interface CallTimes {
  readonly ask: number[];
  readonly update: number[];
}

/** A worker without programs: it reports for each task what a worker that renders one frame would. */
export class SimulatedWorker {
  readonly #http: HttpClient;
  readonly #times: CallTimes;

  constructor(http: HttpClient, times: CallTimes) {
    this.#http = http;
    this.#times = times;
  }

  /** Registers a worker with this name and a new secret, and wakes it. */
  static async join(url: string, name: string, times: CallTimes): Promise<SimulatedWorker> {
    const secret = randomBytes(16).toString('hex');
    const anyone = new HttpClient(url);
    const registered = await anyone.expect(200, 'POST', '/api/v3/worker/register-worker', {
      secret,
      platform: 'linux',
      supported_task_types: TASK_TYPES,
      name,
    });
    anyone.close();
    const { uuid } = JSON.parse(registered.text) as { uuid: string };
    const http = new HttpClient(url, { id: uuid, secret });
    await http.expect(200, 'POST', '/api/v3/worker/sign-on', {
      name,
      supported_task_types: TASK_TYPES,
      software_version: '3.9-bench',
    });
    await http.expect(204, 'POST', '/api/v3/worker/state-changed', { status: 'awake' });
    return new SimulatedWorker(http, times);
  }

  /** Asks for a task; undefined if there is none. */
  async ask(): Promise<HandedTask | undefined> {
    const reply = await this.#http.call('POST', '/api/v3/worker/task');
    if (reply.status === 204) return undefined;
    if (reply.status !== 200) throw new Error(`a worker asked for a task and got ${reply.status}: ${reply.text}`);
    this.#times.ask.push(reply.milliseconds);
    return JSON.parse(reply.text) as HandedTask;
  }

  /** Reports the start, progress with three log lines, and the end. */
  async finish(task: HandedTask): Promise<void> {
    await this.#update(task, { taskStatus: 'active' });
    await this.#update(task, { activity: 'Rendering', log: `${LOG_LINES.join('\n')}\n` });
    await this.#update(task, { taskStatus: 'completed' });
  }

  /** Reports that it is awake, which the manager stores; resolves to how many milliseconds that took. */
  async reportStatus(): Promise<number> {
    return (await this.#http.expect(204, 'POST', '/api/v3/worker/state-changed', { status: 'awake' })).milliseconds;
  }

  async signOff(): Promise<void> {
    await this.#http.call('POST', '/api/v3/worker/sign-off');
    this.#http.close();
  }

  async #update(task: HandedTask, update: Record<string, string>): Promise<void> {
    const reply = await this.#http.expect(204, 'POST', `/api/v3/worker/task/${task.uuid}`, update);
    this.#times.update.push(reply.milliseconds);
  }
}
