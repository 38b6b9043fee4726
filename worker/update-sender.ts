import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { TaskUpdate } from '#server/contracts/task.ts';
import type { ManagerClient } from './manager-client.ts';
import type { Timing } from './timing.ts';
import type { UnsentUpdate, UnsentUpdates } from './unsent-updates.ts';

/** `kept`: on disk, to be delivered later. `lost`: the task is no longer ours. */
export type Delivery = 'delivered' | 'kept' | 'lost';

/** A report on which the manager fails (5xx) this many times is given up, or it would block all later ones forever. */
const MOST_FAILURES = 20;

/**
 * Delivers reports to the manager in the order in which they were made, one at a time. A report with none waiting
 * before it is sent straight away. It is put on disk, together with all that wait before it, when the manager is away,
 * fails (5xx) or stays silent for a while; a report that ends a task is put there before it is sent. So nothing waits
 * for the manager, and a worker that is killed loses nothing it had finished.
 */
export class UpdateSender {
  readonly #client: ManagerClient;
  readonly #unsent: UnsentUpdates;
  readonly #timing: Pick<Timing, 'keepUnsent'>;
  readonly #logger: Logger;
  readonly #onLost = new Map<string, () => void>();
  readonly #waiting = new Map<UnsentUpdate, (delivery: Delivery) => void>();
  readonly #network = new AbortController();
  #failures = 0;
  #flushing: Promise<void> | undefined;

  constructor(client: ManagerClient, unsent: UnsentUpdates, timing: Pick<Timing, 'keepUnsent'>, logger: Logger) {
    this.#client = client;
    this.#unsent = unsent;
    this.#timing = timing;
    this.#logger = logger;
  }

  /**
   * Calls `onLost` when the manager refuses a report on this task, even one that had waited on disk, until the returned
   * function is called.
   */
  watch(taskId: string, onLost: () => void): () => void {
    this.#onLost.set(taskId, onLost);
    return () => void this.#onLost.delete(taskId);
  }

  async send(taskId: string, update: TaskUpdate): Promise<Delivery> {
    const endsTask = update.taskStatus === 'completed' || update.taskStatus === 'failed';
    const isBehindOthers = this.#unsent.areOnDisk;
    const report = this.#unsent.add({ taskId, update });
    if (report === undefined) return 'kept';
    const settled = new Promise<Delivery>((resolve) => this.#waiting.set(report, resolve));
    if (endsTask || isBehindOthers) await this.#onDisk(() => this.#unsent.persist());
    if (isBehindOthers && !endsTask) return this.#keep(report);
    void this.flush();
    return await this.#untilSettled(report, settled);
  }

  /** Delivers the waiting reports, oldest first, until one cannot be delivered. */
  async flush(): Promise<void> {
    this.#flushing ??= Promise.resolve().then(() => this.#flush());
    await this.#flushing;
  }

  /** Like {@link flush}; true if nothing is waiting afterwards. */
  async deliverAll(): Promise<boolean> {
    await this.flush();
    return this.#unsent.count === 0;
  }

  /** Ends the attempt under way; from now on reports only go to disk. */
  giveUp(): void {
    this.#network.abort();
  }

  async #untilSettled(report: UnsentUpdate, settled: Promise<Delivery>): Promise<Delivery> {
    const patience = new AbortController();
    const silent = delay(this.#timing.keepUnsent, 'silent' as const, { signal: patience.signal });
    const delivery = await Promise.race([settled, silent.catch(() => 'silent' as const)]);
    patience.abort();
    if (delivery !== 'silent') return delivery;
    await this.#onDisk(() => this.#unsent.persist());
    return this.#keep(report);
  }

  #keep(report: UnsentUpdate): Delivery {
    this.#waiting.delete(report);
    return 'kept';
  }

  async #flush(): Promise<void> {
    let delivered = 0;
    for (let oldest = this.#unsent.oldest(); oldest !== undefined; oldest = this.#unsent.oldest()) {
      const delivery = await this.#deliver(oldest);
      if (delivery === 'kept') break;
      this.#unsent.removeOldest();
      delivered++;
      this.#settle(oldest, delivery);
      if (this.#unsent.count === 0) await this.#onDisk(() => this.#unsent.save());
    }
    // Cleared before anything else can run: reports added from now on start another flush.
    this.#flushing = undefined;
    if (this.#unsent.count === 0) return;
    const kept = [...this.#waiting.keys()];
    await this.#onDisk(async () => {
      await this.#unsent.persist();
      await this.#unsent.save();
    });
    for (const report of kept) this.#settle(report, 'kept');
    this.#logger.debug({ delivered, waiting: this.#unsent.count }, 'updates are waiting for the manager');
  }

  #settle(report: UnsentUpdate, delivery: Delivery): void {
    this.#waiting.get(report)?.(delivery);
    this.#waiting.delete(report);
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
      this.#logger.warn({ taskId, status, reason: message }, 'manager failed to take an update, which was kept');
      return 'kept';
    }
    this.#logger.warn({ taskId, status, reason: message }, 'update was refused and dropped');
    this.#failures = 0;
    this.#onLost.get(taskId)?.();
    return 'lost';
  }

  /** A full disk must not end the worker: whatever could not be written is still in memory. */
  async #onDisk(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.#logger.error({ err: error }, 'unsent updates could not be written to disk');
    }
  }
}

/** Whether the manager has problems of its own, or asks for patience. */
function isPassing(status: number): boolean {
  return status >= 500 || status === 408 || status === 429;
}
