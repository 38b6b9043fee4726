import { MANAGER } from '../contracts/actor.ts';
import type { FarmEvent } from '../contracts/event.ts';
import type { FarmStatus } from '../contracts/farm.ts';
import { farmStatus } from '../domain/farm-status.ts';
import { countJobsByStatus, countWorkersByStatus } from '../persistence/repositories/status-counts.repository.ts';
import type { Farm } from '../farm/farm.ts';

/** The wait between two computations when nothing happens, in milliseconds. */
const EVERY_MS = 30_000;
/** The wait after an event, in milliseconds, so that a burst of events causes only one computation. */
const SETTLE_MS = 100;

/**
 * Keeps the state of the farm in one word: `starting` until it is first computed, then computed again soon after jobs
 * or workers change status, and announced once per change. If the database cannot be read, the last status stays.
 */
export class FarmStatusKeeper {
  readonly #farm: Farm;
  #status: FarmStatus = 'starting';
  #timer: NodeJS.Timeout | undefined;
  #due = Number.POSITIVE_INFINITY;
  #computing: Promise<void> | undefined;
  #unlisten: (() => void) | undefined;

  constructor(farm: Farm) {
    this.#farm = farm;
  }

  get status(): FarmStatus {
    return this.#status;
  }

  start(): void {
    this.#unlisten = this.#farm.events.listen((events) => {
      if (events.some(changesStatus)) this.#schedule(SETTLE_MS);
    });
    this.#schedule(0);
  }

  /** Resolves when the last computation is done. */
  async stop(): Promise<void> {
    this.#unlisten?.();
    this.#unlisten = undefined;
    clearTimeout(this.#timer);
    await this.#computing;
  }

  /** Computes the status now. Waits for a running computation first: two at once would announce a change twice. */
  async compute(): Promise<void> {
    while (this.#computing) await this.#computing;
    this.#computing = this.#compute().finally(() => {
      this.#computing = undefined;
    });
    await this.#computing;
  }

  #schedule(delay: number): void {
    const due = Date.now() + delay;
    if (due >= this.#due) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => void this.#round(), delay);
  }

  async #round(): Promise<void> {
    this.#due = Number.POSITIVE_INFINITY;
    await this.compute();
    if (this.#unlisten) this.#schedule(EVERY_MS);
  }

  async #compute(): Promise<void> {
    const { database, logger } = this.#farm;
    try {
      const workers = await countWorkersByStatus(database.tables);
      const jobs = await countJobsByStatus(database.tables);
      const status = farmStatus({ workers, jobs });
      const previous = this.#status;
      if (status === previous) return;
      // Every manager computes the status, but only one announces it.
      if (database.isInCharge())
        await database.transaction(
          (tx) => Promise.resolve(tx.emit('farm-status.changed', { status, previous_status: previous })),
          {
            by: MANAGER,
          },
        );
      this.#status = status;
    } catch (error) {
      logger.error({ err: error }, 'farm status could not be computed');
    }
  }
}

function changesStatus(event: FarmEvent): boolean {
  if (event.type === 'job.submitted' || event.type === 'job.deleted') return true;
  if (event.type === 'job.changed') return event.payload.previous_status !== undefined;
  if (event.type !== 'worker.changed') return false;
  const { worker, changed, previous_status, previous_approval } = event.payload;
  if (changed.includes('removed') || previous_approval) return true;
  return previous_status !== undefined && previous_status !== worker.status;
}
