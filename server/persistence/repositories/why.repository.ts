import type { JobQueueRow, TaskRow, Tables, WorkerRow } from '../tables.ts';

export interface WorkerWithFacts {
  readonly row: WorkerRow;
  readonly tagIds: string[];
  /** Name of the task that it runs now. */
  readonly runningTask: string | null;
}

/** All workers that were not removed, with their tags and what they run: three statements, however many there are. */
export async function findWorkersWithFacts(tables: Tables): Promise<WorkerWithFacts[]> {
  const rows = await tables
    .selectFrom('workers')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
  const tags = Map.groupBy(
    await tables.selectFrom('worker_tag_membership').select(['worker_id', 'tag_id']).execute(),
    (membership) => membership.worker_id,
  );
  const running = await tables
    .selectFrom('tasks')
    .select(['worker_id', 'name'])
    .where('status', '=', 'active')
    .where('worker_id', 'in', (eb) => eb.selectFrom('workers').select('workers.id').where('deleted_at', 'is', null))
    .execute();
  const names = new Map(running.map((task) => [task.worker_id, task.name]));
  return rows.map((row) => ({
    row,
    tagIds: (tags.get(row.id) ?? []).map((membership) => membership.tag_id),
    runningTask: names.get(row.id) ?? null,
  }));
}

/** The counters of a job, a row per task type. */
export async function findQueuesOf(tables: Tables, jobId: string): Promise<JobQueueRow[]> {
  return tables.selectFrom('job_queues').selectAll().where('job_id', '=', jobId).orderBy('task_type').execute();
}

/** Who is on the blocklist of a job: ids of workers by task type. */
export async function findBlocksByType(
  tables: Tables,
  jobId: string,
): Promise<(taskType: string) => ReadonlySet<string>> {
  const blocks = await tables
    .selectFrom('job_blocks')
    .select(['worker_id', 'task_type'])
    .where('job_id', '=', jobId)
    .execute();
  return (taskType) => new Set(blocks.filter((block) => block.task_type === taskType).map((block) => block.worker_id));
}

export interface OpenQueue {
  readonly jobId: string;
  readonly jobName: string;
  readonly status: string;
  readonly workerTagId: string | null;
  readonly taskType: string;
}

/** The first jobs and task types, in order of hand-out, that have something to hand out, to whomever. */
export async function findOpenQueues(tables: Tables, limit: number): Promise<OpenQueue[]> {
  return tables
    .selectFrom('job_queues as q')
    .innerJoin('jobs as j', 'j.id', 'q.job_id')
    .select([
      'j.id as jobId',
      'j.name as jobName',
      'j.status',
      'j.worker_tag_id as workerTagId',
      'q.task_type as taskType',
    ])
    .where('q.open', '=', 1)
    .orderBy('q.job_rank')
    .orderBy('q.job_number')
    .orderBy('q.task_type')
    .limit(limit)
    .execute();
}

/** The task with the name of its job. */
export async function nameOfJob(tables: Tables, task: Pick<TaskRow, 'job_id'>): Promise<string> {
  const row = await tables.selectFrom('jobs').select('name').where('id', '=', task.job_id).executeTakeFirst();
  return row?.name ?? '';
}
