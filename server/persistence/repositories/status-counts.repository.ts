import { JOB_STATUSES, type JobStatus } from '../../contracts/job.ts';
import type { WorkerStatus } from '../../contracts/worker.ts';
import type { Tables } from '../tables.ts';

/** The number of jobs on the farm in each status; read from the index `jobs_status` alone. */
export async function countJobsByStatus(tables: Tables): Promise<Record<JobStatus, number>> {
  const rows = await tables
    .selectFrom('jobs')
    .select((eb) => ['jobs.status', eb.fn.countAll().as('count')])
    .groupBy('jobs.status')
    .execute();
  const counts = Object.fromEntries(JOB_STATUSES.map((status) => [status, 0])) as Record<JobStatus, number>;
  for (const row of rows) counts[row.status] = Number(row.count);
  return counts;
}

/** How many workers are in each status; absent = none. Workers that were removed or are not approved do not count. */
export async function countWorkersByStatus(tables: Tables): Promise<Partial<Record<WorkerStatus | '', number>>> {
  const rows = await tables
    .selectFrom('workers')
    .select((eb) => ['workers.status', eb.fn.countAll().as('count')])
    .where('workers.deleted_at', 'is', null)
    .where('workers.approval', 'is', null)
    .groupBy('workers.status')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.status, Number(row.count)]));
}

/** The number of workers, without removed ones, and how many of them wait for approval, in all and at an address. */
export async function countRegistrations(
  tables: Tables,
  address: string,
): Promise<{ workers: number; waiting: number; waitingThere: number }> {
  const rows = await tables
    .selectFrom('workers')
    .select((eb) => [
      eb.fn.countAll().as('workers'),
      eb.fn.countAll().filterWhere('workers.approval', 'in', ['no-secret', 'wrong-secret']).as('waiting'),
      eb.fn
        .countAll()
        .filterWhere('workers.approval', 'in', ['no-secret', 'wrong-secret'])
        .filterWhere('workers.address', '=', address)
        .as('waitingThere'),
    ])
    .where('workers.deleted_at', 'is', null)
    .executeTakeFirstOrThrow();
  return { workers: Number(rows.workers), waiting: Number(rows.waiting), waitingThere: Number(rows.waitingThere) };
}
