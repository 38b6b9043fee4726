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

/** The number of workers, without removed ones, and the addresses of those that wait for approval. */
export async function countRegistrations(tables: Tables): Promise<{ workers: number; waiting: string[] }> {
  const { workers } = await tables
    .selectFrom('workers')
    .select((eb) => eb.fn.countAll().as('workers'))
    .where('workers.deleted_at', 'is', null)
    .executeTakeFirstOrThrow();
  const waiting = await tables
    .selectFrom('workers')
    .select('workers.address')
    .where('workers.approval', 'in', ['no-secret', 'wrong-secret'])
    .where('workers.deleted_at', 'is', null)
    .execute();
  return { workers: Number(workers), waiting: waiting.map(({ address }) => address) };
}
