import { sql } from 'kysely';
import { TASK_STATUSES, type TaskStatus } from '../../contracts/task.ts';
import { STATUS_LETTERS, type TaskRow } from '../../contracts/web/task-rows.ts';
import { listedTask } from '../listed-task.ts';
import type { Tables } from '../tables.ts';

export interface TaskQuery {
  readonly jobId: string;
  /** `index_in_job` of the last row of the previous page; undefined = from the beginning. */
  readonly after: number | undefined;
  readonly limit: number;
  /** Empty = all. */
  readonly statuses: readonly TaskStatus[];
  /** Part of the task's name or type, in any letter case. Empty = all. */
  readonly search: string;
}

/**
 * One page of a job's tasks in order of index, and the index it ended at if there are more. Each wanted status is
 * looked up separately: that way the index `tasks_job_status` finds a few failed tasks among 100,000 without reading
 * the rest.
 */
export async function findTaskRows(
  tables: Tables,
  query: TaskQuery,
): Promise<{ rows: TaskRow[]; end: number | undefined }> {
  const lookups = query.statuses.length === 0 ? [undefined] : [...new Set(query.statuses)];
  const parts = await Promise.all(lookups.map((status) => selectPage(tables, query, status).execute()));
  // A task that changed between two lookups may be in both.
  const once = new Map(parts.flat().map((task) => [task.id, task]));
  const found = [...once.values()].toSorted((one, other) => one.index_in_job - other.index_in_job);
  const page = found.slice(0, query.limit);
  return { rows: page.map(toTaskRow), end: found.length > query.limit ? page.at(-1)?.index_in_job : undefined };
}

/**
 * The statuses of all tasks of a job in order of index, one letter each, and the index of the first; empty when there
 * are none. The database returns one row, not one per task: for 100,000 tasks the text takes 100 kB.
 */
export async function taskStatusLetters(tables: Tables, jobId: string): Promise<{ letters: string; first: number }> {
  const row = await tables
    .selectFrom('tasks')
    .select((eb) => [
      sql<string | null>`string_agg(${LETTER_OF_STATUS}, '' order by tasks.index_in_job)`.as('letters'),
      eb.fn.min('tasks.index_in_job').as('first'),
    ])
    .where('tasks.job_id', '=', jobId)
    .executeTakeFirst();
  return { letters: row?.letters ?? '', first: Number(row?.first ?? 1) };
}

/** A query for tasks with the worker that has each or had it last; its rows are for `toTaskRow`. */
export function selectTaskRows(tables: Tables) {
  return tables
    .selectFrom('tasks')
    .leftJoin('workers', 'workers.id', 'tasks.worker_id')
    .select([
      'tasks.id',
      'tasks.index_in_job',
      'tasks.name',
      'tasks.type',
      'tasks.status',
      'tasks.priority',
      'tasks.activity',
      'tasks.worker_id',
      'workers.name as worker_name',
      'tasks.steps_completed',
      'tasks.steps_total',
      'tasks.updated_at',
    ]);
}

/** A result of `selectTaskRows` as a row of the tasks table. */
export function toTaskRow(task: Awaited<ReturnType<ReturnType<typeof selectTaskRows>['execute']>>[number]): TaskRow {
  return listedTask(task, task.worker_id === null ? null : { id: task.worker_id, name: task.worker_name ?? '' });
}

function selectPage(tables: Tables, query: TaskQuery, status: TaskStatus | undefined) {
  let select = selectTaskRows(tables)
    .where('tasks.job_id', '=', query.jobId)
    .orderBy('tasks.index_in_job')
    .limit(query.limit + 1);
  if (query.after !== undefined) select = select.where('tasks.index_in_job', '>', query.after);
  if (status) select = select.where('tasks.status', '=', status);
  if (query.search !== '') {
    const like = sql`like lower(${`%${query.search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`}) escape '\\'`;
    select = select.where(sql<boolean>`(lower(tasks.name) ${like} or lower(tasks.type) ${like})`);
  }
  return select;
}

const LETTERS = new Map(Object.entries(STATUS_LETTERS).map(([letter, status]) => [status, letter]));
const LETTER_OF_STATUS = sql`case tasks.status ${sql.join(
  TASK_STATUSES.map((status) => sql`when ${sql.lit(status)} then ${sql.lit(LETTERS.get(status) ?? '?')}`),
  sql` `,
)} else '?' end`;
