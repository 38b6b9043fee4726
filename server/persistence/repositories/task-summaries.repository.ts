import type { TaskSummary, TaskWorker } from '../../contracts/task.ts';
import type { Tables } from '../tables.ts';

/** The tasks of a job in order, each with the worker that has it or had it last; empty for an unknown job. */
export async function findTaskSummaries(tables: Tables, jobId: string): Promise<TaskSummary[]> {
  const rows = await selectSummaries(tables).where('tasks.job_id', '=', jobId).orderBy('tasks.index_in_job').execute();
  return rows.map(toSummary);
}

/** The worker that has the task or had it last: all fields empty if none ever did, only the id if it was removed. */
export async function findTaskWorker(tables: Tables, workerId: string | null): Promise<TaskWorker> {
  if (workerId === null) return NOBODY;
  const [worker] = await findTaskWorkers(tables, [workerId]);
  return worker ?? { ...NOBODY, id: workerId };
}

/** The same for several workers, in order of name; ids that no worker has are left out. */
export async function findTaskWorkers(tables: Tables, workerIds: readonly string[]): Promise<TaskWorker[]> {
  if (workerIds.length === 0) return [];
  const rows = await tables
    .selectFrom('workers')
    .select(['id', 'name', 'address', 'deleted_at'])
    .where('id', 'in', workerIds)
    .orderBy('name')
    .orderBy('id')
    .execute();
  return rows.map((row) => taskWorker(row.id, row.name, row.address, row.deleted_at));
}

/** The task that a worker runs, else the last one it was handed, in any status; undefined if it never got a task. */
export async function findTaskOfWorker(
  tables: Tables,
  workerId: string,
): Promise<(TaskSummary & { job_id: string }) | undefined> {
  const busy = await selectSummaries(tables)
    .innerJoin('jobs', 'jobs.id', 'tasks.job_id')
    .where('tasks.worker_id', '=', workerId)
    .where('tasks.status', '=', 'active')
    .where('jobs.status', '=', 'active')
    .limit(1)
    .executeTakeFirst();
  const found = busy ?? (await findLastTask(tables, workerId));
  return found && { ...toSummary(found), job_id: found.job_id };
}

function findLastTask(tables: Tables, workerId: string) {
  return selectSummaries(tables)
    .innerJoin('attempts', 'attempts.task_id', 'tasks.id')
    .where('attempts.worker_id', '=', workerId)
    .orderBy('attempts.started_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

function selectSummaries(tables: Tables) {
  return tables
    .selectFrom('tasks')
    .leftJoin('workers', 'workers.id', 'tasks.worker_id')
    .select([
      'tasks.id',
      'tasks.job_id',
      'tasks.name',
      'tasks.status',
      'tasks.index_in_job',
      'tasks.priority',
      'tasks.type',
      'tasks.updated_at',
      'tasks.steps_completed',
      'tasks.steps_total',
      'tasks.worker_id',
      'workers.name as worker_name',
      'workers.address as worker_address',
      'workers.deleted_at as worker_deleted_at',
    ]);
}

function toSummary(row: Awaited<ReturnType<ReturnType<typeof selectSummaries>['execute']>>[number]): TaskSummary {
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    index_in_job: row.index_in_job,
    priority: row.priority,
    task_type: row.type,
    updated: row.updated_at,
    worker:
      row.worker_id === null
        ? NOBODY
        : taskWorker(row.worker_id, row.worker_name, row.worker_address, row.worker_deleted_at),
    steps_completed: row.steps_completed,
    steps_total: row.steps_total,
  };
}

const NOBODY: TaskWorker = { id: '', name: '', address: '' };

function taskWorker(id: string, name: string | null, address: string | null, deletedAt: string | null): TaskWorker {
  return deletedAt === null ? { id, name: name ?? '', address: address ?? '' } : { ...NOBODY, id };
}
