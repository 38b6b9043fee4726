import { sql } from 'kysely';
import type { TaskStatus } from '../../contracts/task.ts';
import { notFound } from '../../domain/errors.ts';
import type { MassTaskChange } from '../../domain/farm-facts.ts';
import type { Transaction } from '../database.ts';
import { hotStatement } from '../hot-statement.ts';
import type { TaskRow, Tables } from '../tables.ts';

/** Rows per insert; between two of them other work of the process gets its turn. */
const ROWS_PER_INSERT = 500;

/** The task, or `not-found`. */
export async function getTask(tables: Tables, id: string): Promise<TaskRow> {
  const [row] = await taskById.rows(tables, { id });
  if (!row) throw notFound('task', id);
  return row;
}

const taskById = hotStatement((tables, { id }: { id: string }) =>
  tables.selectFrom('tasks').selectAll().where('id', '=', id),
);

/** Whether a task in this status may be handed out, as far as the task itself goes. */
export function runnableFlag(status: TaskStatus, unfinishedDependencies: number): 0 | 1 {
  return (status === 'queued' || status === 'soft-failed') && unfinishedDependencies === 0 ? 1 : 0;
}

/** Stores new tasks; each row is asked for when its turn comes, so that a large job is never held as rows. */
export async function insertTasks(tx: Transaction, rows: Iterable<TaskRow>): Promise<void> {
  await insertInParts(rows, (part) => tx.tables.insertInto('tasks').values(part).execute());
}

/** Which task waits for which. */
export interface DependencyRow {
  readonly task_id: string;
  readonly dependency_id: string;
}

/** Stores what new tasks wait for; as with `insertTasks`, rows are asked for one by one. */
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

/** The tasks that a worker has now. */
export async function findActiveTasksOf(tables: Tables, workerId: string): Promise<TaskRow[]> {
  return activeTasks.rows(tables, { workerId });
}

const activeTasks = hotStatement((tables, { workerId }: { workerId: string }) =>
  tables.selectFrom('tasks').selectAll().where('worker_id', '=', workerId).where('status', '=', 'active'),
);

/** The tasks of a job that workers have now. */
export async function findActiveTasksOfJob(tables: Tables, jobId: string): Promise<TaskRow[]> {
  return tables.selectFrom('tasks').selectAll().where('job_id', '=', jobId).where('status', '=', 'active').execute();
}

/** Ids of the tasks that a worker has and gave no sign of life on since `before` (RFC 3339, UTC). */
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

/** The failed tasks of this type of the job that this worker is listed as having failed. */
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
 * The first task of this type of the job that could be handed out and that the worker has not failed, in order of
 * hand-out; without a worker the first for anyone. The index `tasks_next` answers it without a scan. The limit is part of the
 * text: SQLite prepares a statement anew each time another value is bound to its limit, which costs more than to run it.
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

/** Takes a task out of the pool for a worker; false when somebody else was faster. */
export async function takeTask(
  tx: Transaction,
  id: string,
  change: { from: string; worker_id: string; attempt_id: string; activity: string; now: string },
): Promise<boolean> {
  const { now, from, ...columns } = change;
  const taken = { ...columns, status: 'active', runnable: 0, last_touched_at: now, updated_at: now };
  return (await taskTaking.change(tx.tables, { id, from, taken })) === 1;
}

const taskTaking = hotStatement((tables, { id, from, taken }: { id: string; from: string; taken: Partial<TaskRow> }) =>
  tables.updateTable('tasks').set(taken).where('id', '=', id).where('runnable', '=', 1).where('status', '=', from),
);

/** Changes all tasks of a job that are in one of `change.from`, in one statement; resolves to how many changed. */
export async function changeTasks(
  tx: Transaction,
  jobId: string,
  change: MassTaskChange,
  now: string,
): Promise<number> {
  const runnable = change.to === 'queued' ? sql<number>`case when unfinished_dependencies = 0 then 1 else 0 end` : 0;
  const steps = change.to === 'queued' ? { steps_completed: 0 } : {};
  const result = await tx.tables
    .updateTable('tasks')
    .set({ status: change.to, activity: change.activity, updated_at: now, runnable, ...steps })
    .where('job_id', '=', jobId)
    .where('status', 'in', change.from)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
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
