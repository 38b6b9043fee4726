import type { FarmStatus } from '../contracts/farm.ts';
import type { JobStatus } from '../contracts/job.ts';
import type { WorkerStatus } from '../contracts/worker.ts';

/** How many there are in each status; absent = none. Removed workers are not counted. */
export interface FarmCounts {
  readonly workers: Readonly<Partial<Record<WorkerStatus | '', number>>>;
  readonly jobs: Readonly<Partial<Record<JobStatus, number>>>;
}

/** The state of the whole farm in one word; the first rule that fits decides. */
export function farmStatus({ workers, jobs }: FarmCounts): FarmStatus {
  const awake = workers.awake ?? 0;
  const asleep = workers.asleep ?? 0;
  const others = (workers.starting ?? 0) + (workers.testing ?? 0) + (workers.restart ?? 0);
  // A worker that has registered but never signed on (empty status) cannot work either.
  if (awake + asleep + others === 0) return 'inoperative';

  const active = jobs.active ?? 0;
  if (active > 0 && awake > 0) return 'active';
  if (active + (jobs.queued ?? 0) > 0) return 'waiting';
  return awake === 0 && asleep > 0 ? 'asleep' : 'idle';
}
