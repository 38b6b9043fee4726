import type { FarmStatus } from '../contracts/farm.ts';
import type { JobStatus } from '../contracts/job.ts';
import type { WorkerStatus } from '../contracts/worker.ts';
import { type FarmCounts, farmStatus } from '../domain/farm-status.ts';
import type { FarmEvent } from '../contracts/event.ts';
import type { Farm } from '../use-cases/farm.ts';

/** Wait between two computations when nothing happens (events.md 5). */
const EVERY_MS = 30_000;
/** A burst of events is answered by one computation. */
const SETTLE_MS = 100;

/** Keeps the farm's status in one word, recomputed when jobs or workers change status; announces each change. */
export class FarmStatusKeeper {
  readonly #farm: Farm;
  #status: FarmStatus = 'starting';
  #timer: NodeJS.Timeout | undefined;
  #due = Number.POSITIVE_INFINITY;
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

  stop(): void {
    this.#unlisten?.();
    clearTimeout(this.#timer);
  }

  #schedule(delay: number): void {
    const due = Date.now() + delay;
    if (due >= this.#due) return;
    clearTimeout(this.#timer);
    this.#due = due;
    this.#timer = setTimeout(() => void this.#recompute(), delay);
  }

  async #recompute(): Promise<void> {
    this.#due = Number.POSITIVE_INFINITY;
    try {
      const status = farmStatus(await countFarm(this.#farm));
      if (status !== this.#status) {
        this.#status = status;
        await this.#farm.database.transaction(async (tx) => tx.emit('farm-status.changed', { status }));
      }
    } catch (error) {
      this.#farm.logger.error({ err: error }, 'farm status could not be computed');
    }
    if (this.#unlisten) this.#schedule(EVERY_MS);
  }
}

function changesStatus(event: FarmEvent): boolean {
  if (event.type === 'job.submitted' || event.type === 'job.deleted') return true;
  if (event.type === 'worker.changed' && event.payload.deleted_at) return true;
  if (event.type !== 'job.changed' && event.type !== 'worker.changed') return false;
  return event.payload.previous_status !== undefined && event.payload.previous_status !== event.payload.status;
}

async function countFarm(farm: Farm): Promise<FarmCounts> {
  const { tables } = farm.database;
  const workers = await tables
    .selectFrom('workers')
    .select(['status', ({ fn }) => fn.countAll().as('count')])
    .where('deleted_at', 'is', null)
    .groupBy('status')
    .execute();
  const jobs = await tables
    .selectFrom('jobs')
    .select(['status', ({ fn }) => fn.countAll().as('count')])
    .where('status', 'in', ['active', 'queued'])
    .groupBy('status')
    .execute();
  return {
    workers: Object.fromEntries(workers.map((row) => [row.status as WorkerStatus | '', Number(row.count)])),
    jobs: Object.fromEntries(jobs.map((row) => [row.status as JobStatus, Number(row.count)])),
  };
}
