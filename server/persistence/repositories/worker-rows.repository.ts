import { sql } from 'kysely';
import type { WorkerRow } from '../../contracts/web/worker-rows.ts';
import { listedWorker } from '../listed-worker.ts';
import type { Tables } from '../tables.ts';

/** All workers that were not removed, by name, each with the task that it is running or ran last. */
export async function findWorkerRows(tables: Tables): Promise<WorkerRow[]> {
  const rows = await selectRows(tables)
    .orderBy(sql`lower(workers.name)`)
    .orderBy('workers.id')
    .execute();
  return rows.map(toRow);
}

/** One worker, or undefined if it is unknown or was removed. */
export async function getWorkerRow(tables: Tables, id: string): Promise<WorkerRow | undefined> {
  const [row] = await findWorkerRowsById(tables, [id]);
  return row;
}

/** These workers, in no particular order; those that were removed are left out. */
export async function findWorkerRowsById(tables: Tables, ids: readonly string[]): Promise<WorkerRow[]> {
  return (await selectRows(tables).where('workers.id', 'in', ids).execute()).map(toRow);
}

/**
 * A worker runs one task at a time, so its newest attempt is either the one it is running or the one it ran last. The
 * index `attempts_worker` finds that one row per worker, however many tasks it has run.
 */
function selectRows(tables: Tables) {
  return tables
    .selectFrom('workers')
    .leftJoin('attempts', (join) =>
      join.on('attempts.id', '=', (eb) =>
        eb
          .selectFrom('attempts as newest')
          .select('newest.id')
          .whereRef('newest.worker_id', '=', 'workers.id')
          .orderBy('newest.started_at', 'desc')
          .orderBy(sql`case when newest.ended_at is null then 0 else 1 end`)
          .limit(1),
      ),
    )
    .leftJoin('tasks', 'tasks.id', 'attempts.task_id')
    .leftJoin('jobs', 'jobs.id', 'attempts.job_id')
    .selectAll('workers')
    .select([
      'tasks.id as task_id',
      'tasks.name as task_name',
      'tasks.status as task_status',
      'attempts.outcome',
      'jobs.id as job_id',
      'jobs.name as job_name',
    ])
    .where('workers.deleted_at', 'is', null);
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectRows>['execute']>>[number];

function toRow(row: Selected): WorkerRow {
  return { ...listedWorker(row), task: lastTask(row) };
}

/** The outcome of the attempt says more than the task's present status: another worker may have the task by now. */
function lastTask(row: Selected): WorkerRow['task'] {
  if (row.task_id === null || row.job_id === null) return null;
  return {
    id: row.task_id,
    name: row.task_name ?? '',
    status: row.outcome ?? row.task_status ?? '',
    job_id: row.job_id,
    job_name: row.job_name ?? '',
  };
}
