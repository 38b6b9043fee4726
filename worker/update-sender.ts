import type { Logger } from 'pino';
import type { TaskUpdate } from '#server/contracts/task.ts';
import type { ManagerClient } from './manager-client.ts';
import type { UnsentUpdate, UnsentUpdates } from './unsent-updates.ts';

/** `kept`: on disk, will be delivered later. `lost`: the task is no longer ours. */
export type Delivery = 'delivered' | 'kept' | 'lost';

/** A report that the manager fails on (5xx) this often is given up, or it would block all later ones for ever. */
const MOST_FAILURES = 20;

/**
 * Brings reports to the manager in the order in which they were made, one at a time. A report goes straight out when nothing waits
 * before it; without an answer, or with a 5xx, it waits on disk. The report that ends a task is on disk before it is sent.
 */
export class UpdateSender {
  readonly #client: ManagerClient;
  readonly #unsent: UnsentUpdates;
  readonly #logger: Logger;
  readonly #onLost = new Map<string, () => void>();
  readonly #network = new AbortController();
  #failures = 0;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(client: ManagerClient, unsent: UnsentUpdates, logger: Logger) {
    this.#client = client;
    this.#unsent = unsent;
    this.#logger = logger;
  }

  /** Calls `onLost` when the manager refuses a report on this task, also one that had waited on disk; until the returned function is called. */
  watch(taskId: string, onLost: () => void): () => void {
    this.#onLost.set(taskId, onLost);
    return () => void this.#onLost.delete(taskId);
  }

  async send(taskId: string, update: TaskUpdate): Promise<Delivery> {
    return await this.#inTurn(async () => {
      const endsTask = update.taskStatus === 'completed' || update.taskStatus === 'failed';
      if (!endsTask && this.#unsent.count === 0) {
        const delivery = await this.#deliver({ taskId, update });
        if (delivery !== 'kept') return delivery;
      }
      await this.#onDisk(() => this.#unsent.append({ taskId, update }));
      if (endsTask) await this.#flush();
      return this.#unsent.count === 0 ? 'delivered' : 'kept';
    });
  }

  /** Delivers what waits, oldest first, until one cannot be delivered. */
  async flush(): Promise<void> {
    await this.#inTurn(() => this.#flush());
  }

  /** Ends the attempt that is under way; from now on reports go to disk only. */
  giveUp(): void {
    this.#network.abort();
  }

  async #flush(): Promise<void> {
    let removed = 0;
    for (let oldest = this.#unsent.oldest(); oldest !== undefined; oldest = this.#unsent.oldest()) {
      const delivery = await this.#deliver(oldest);
      if (delivery === 'kept') break;
      this.#unsent.removeOldest();
      removed++;
    }
    if (removed === 0) return;
    await this.#onDisk(() => this.#unsent.save());
    this.#logger.debug({ delivered: removed, waiting: this.#unsent.count }, 'kept updates were delivered');
  }

  async #deliver({ taskId, update }: UnsentUpdate): Promise<Delivery> {
    if (this.#network.signal.aborted) return 'kept';
    const answer = await this.#client.updateTask(taskId, update, this.#network.signal);
    if (answer.kind === 'ok') {
      this.#failures = 0;
      return 'delivered';
    }
    if (answer.kind === 'unreachable') {
      this.#logger.warn({ taskId, reason: answer.reason }, 'manager could not be reached, update was kept');
      return 'kept';
    }
    const { status, message } = answer;
    if (isPassing(status) && ++this.#failures < MOST_FAILURES) {
      this.#logger.warn({ taskId, status, reason: message }, 'manager failed on an update, which was kept');
      return 'kept';
    }
    this.#logger.warn({ taskId, status, reason: message }, 'update was refused and dropped');
    this.#failures = 0;
    this.#onLost.get(taskId)?.();
    return 'lost';
  }

  /** A full disk must not end the worker: what could not be written is still in memory. */
  async #onDisk(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.#logger.error({ err: error }, 'unsent updates could not be written to disk');
    }
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work);
    this.#turn = result.catch(() => undefined);
    return await result;
  }
}

/** The manager has trouble of its own, or asks for patience. */
function isPassing(status: number): boolean {
  return status >= 500 || status === 408 || status === 429;
}
