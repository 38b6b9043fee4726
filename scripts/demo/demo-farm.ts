import { freePort } from '../farm/free-port.ts';
import { managerApi, type ManagerApi } from '../farm/manager-api.ts';
import type { Program } from '../farm/program.ts';
import { startManager, waitUntilReady } from '../farm/start-manager.ts';
import { startWorker } from '../farm/start-worker.ts';
import type { Scratch } from './scratch.ts';

const USUAL_PORT = 8080;

/** The demo's manager and its one worker. */
export class DemoFarm {
  #url = '';
  readonly #programs: Program[] = [];

  get programs(): Program[] {
    return this.#programs;
  }

  get pageUrl(): string {
    return `${this.#url}/app`;
  }

  api(signal: AbortSignal): ManagerApi {
    return managerApi(this.#url, signal);
  }

  async start(scratch: Scratch, signal: AbortSignal): Promise<void> {
    const port = await freePort(USUAL_PORT);
    this.#url = `http://127.0.0.1:${port}`;
    const manager = await startManager({ home: scratch.home, port, name: 'Flamenco-NG demo' });
    this.#programs.push(manager);
    await waitUntilReady(manager, this.#url, signal);
    this.#programs.push(await startWorker(scratch.worker, this.#url));
  }

  /** The end of the log of the program that has ended by itself, or of the manager if all are running. */
  lastWords(): string {
    const program = this.#programs.find((each) => !each.isRunning()) ?? this.#programs[0];
    return program?.tail(20) ?? '';
  }

  /** The worker goes first, so that it can say goodbye. */
  async stop(): Promise<void> {
    for (const program of this.#programs.toReversed()) await program.stop();
  }
}
