import { type RawBuilder, sql } from 'kysely';
import { notFound } from '../../domain/errors.ts';
import type { MassTaskChange } from '../../domain/farm-facts.ts';
import { isInPool } from '../../domain/task-state.ts';
import type { Transaction } from '../database.ts';
import { hotStatement } from '../hot-statement.ts';
import type { TaskRow, Tables } from '../tables.ts';

/** Rows per insert; other work of the process gets its turn between two inserts. */
const ROWS_PER_INSERT = 500;

/** The task. @throws FarmError not-found */
export async function getTask(tables: Tables, id: string): Promise<TaskRow> {
  const [row] = await taskById.rows(tables, { id });
  if (!row) throw notFound('task', id);
  return row;
}

const taskById = hotStatement((tables, { id }: { id: string }) =>
  tables.selectFrom('tasks').selectAll().where('id', '=', id),
);

/** Stores new tasks. Rows are taken one at a time, so that a large job is never held as rows in memory. */
export async function insertTasks(tx: Transaction, rows: Iterable<TaskRow>): Promise<void> {
  await insertInParts(rows, (part) => tx.tables.insertInto('tasks').values(part).execute());
}

/** `task_id` waits for `dependency_id`. */
export interface DependencyRow {
  readonly task_id: string;
  readonly dependency_id: string;
}

/** Stores what new tasks wait for; as with `insertTasks`, rows are taken one at a time. */
export async function insertDependencies(tx: Transaction, rows: Iterable<DependencyRow>): Promise<void> {
  await insertInParts(rows, (part) => tx.tables.insertInto('task_dependencies').values(part).execute());
}

/** Stores changed columns of one task. */
export async function saveTask(tx: Transaction, id: string, change: Partial<TaskRow>): Promise<void> {
  await taskChange.change(tx.tables, { id, change });
}

const taskChange = hotStatement((tables, { id, change }: { id: string; change: Partial<TaskRow> }) =>
  tables.updateTable('tasks').set(change).where('id', '=', id),
);

/** The worker's active tasks. */
export async function findActiveTasksOf(tables: Tables, workerId: string): Promise<TaskRow[]> {
  return activeTasks.rows(tables, { workerId });
}

const activeTasks = hotStatement((tables, { workerId }: { workerId: string }) =>
  tables.selectFrom('tasks').selectAll().where('worker_id', '=', workerId).where('status', '=', 'active'),
);

/** The job's active tasks. */
export async function findActiveTasksOfJob(tables: Tables, jobId: string): Promise<TaskRow[]> {
  return tables.selectFrom('tasks').selectAll().where('job_id', '=', jobId).where('status', '=', 'active').execute();
}

/** Ids of the active tasks whose worker has given no sign of life since `before` (RFC 3339, UTC). */
export async function findOverdueTasks(tables: Tables, before: string): Promise<string[]> {
  const rows = await tables
    .selectFrom('tasks')
    .innerJoin('job_queues', (join) =>
      join.onRef('job_queues.job_id', '=', 'tasks.job_id').onRef('job_queues.task_type', '=', 'tasks.type'),
    )
    .select('tasks.id')
    .where('job_queues.active', '>', 0)
    .where('tasks.status', '=', 'active')
    .where((eb) => eb.or([eb('tasks.last_touched_at', 'is', null), eb('tasks.last_touched_at', '<=', before)]))
    .execute();
  return rows.map((row) => row.id);
}

/** The job's failed tasks of this type that this worker is recorded as having failed. */
export async function findFailedTasksOf(
  tables: Tables,
  jobId: string,
  workerId: string,
  taskType: string,
): Promise<TaskRow[]> {
  return tables
    .selectFrom('tasks')
    .selectAll()
    .where('job_id', '=', jobId)
    .where('status', '=', 'failed')
    .where('type', '=', taskType)
    .where('id', 'in', (eb) =>
      eb.selectFrom('task_failures').select('task_id').where('worker_id', '=', workerId).where('job_id', '=', jobId),
    )
    .execute();
}

/**
 * The job's first task of this type, in the order in which they are handed out, that could be handed out and that the
 * worker has not failed; without a worker, the first for anyone. The index `tasks_next` answers this without a scan.
 * The limit is part of the text because SQLite prepares a statement again each time another value is bound to its
 * limit, which costs more than running it.
 */
export async function findNextTask(
  tables: Tables,
  jobId: string,
  taskType: string,
  workerId?: string,
): Promise<TaskRow | undefined> {
  const [row] = await nextTask.rows(tables, { jobId, taskType, workerId });
  return row;
}

interface NextTask {
  readonly jobId: string;
  readonly taskType: string;
  readonly workerId: string | undefined;
}

const nextTask = hotStatement((tables, { jobId, taskType, workerId }: NextTask) => {
  let query = tables
    .selectFrom('tasks')
    .selectAll()
    .where('job_id', '=', jobId)
    .where('type', '=', taskType)
    .where('runnable', '=', 1);
  if (workerId !== undefined) {
    query = query.where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('task_failures')
            .select('task_id')
            .whereRef('task_id', '=', 'tasks.id')
            .where('worker_id', '=', workerId),
        ),
      ),
    );
  }
  return query.orderBy('rank').orderBy('index_in_job').limit(sql.lit(1));
});

/** Stores a move of a task, provided that it still is as `task` says; false if something else moved it first. */
export async function moveTaskRow(tx: Transaction, task: TaskRow, change: Partial<TaskRow>): Promise<boolean> {
  const { id, status, runnable } = task;
  return (await taskMove.change(tx.tables, { id, status, runnable, change })) === 1;
}

interface TaskMove extends Pick<TaskRow, 'id' | 'status' | 'runnable'> {
  readonly change: Partial<TaskRow>;
}

const taskMove = hotStatement((tables, { id, status, runnable, change }: TaskMove) =>
  tables
    .updateTable('tasks')
    .set(change)
    .where('id', '=', id)
    .where('status', '=', status)
    .where('runnable', '=', runnable),
);

/** Changes all tasks of a job with one of the statuses `change.from`, in one statement; resolves to how many. */
export async function changeTasks(tx: Transaction, jobId: string, change: MassTaskChange): Promise<number> {
  const steps = change.to === 'queued' ? { steps_completed: 0 } : {};
  const result = await tx.tables
    .updateTable('tasks')
    .set({
      status: change.to,
      activity: change.activity,
      updated_at: tx.now,
      runnable: isInPool(change.to) ? runnableWhere(sql`true`) : 0,
      ...steps,
    })
    .where('job_id', '=', jobId)
    .where('status', 'in', change.from)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** `mayBeHandedOut` of `domain/task-state.ts` in SQL: the column `runnable`, given a condition for fitting statuses. */
export function runnableWhere(statusFits: RawBuilder<unknown>): RawBuilder<number> {
  return sql<number>`case when ${statusFits} and unfinished_dependencies = 0 then 1 else 0 end`;
}

async function insertInParts<T>(rows: Iterable<T>, insert: (part: readonly T[]) => Promise<unknown>): Promise<void> {
  let part: T[] = [];
  for (const row of rows) {
    part.push(row);
    if (part.length < ROWS_PER_INSERT) continue;
    await insert(part);
    part = [];
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (part.length > 0) await insert(part);
}
