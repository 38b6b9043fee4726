import type { Attempt, TaskDetail } from '../../contracts/web/task-rows.ts';
import type { Tables } from '../tables.ts';
import { selectTaskRows, toTaskRow } from './task-rows.repository.ts';

/** What the page of a task shows from the database. */
export type StoredTaskDetail = Omit<TaskDetail, 'log_size' | 'log_url'>;

/** The task with its attempts, oldest first, and the workers that failed it; undefined when it does not exist. */
export async function getTaskDetail(tables: Tables, id: string): Promise<StoredTaskDetail | undefined> {
  const task = await selectTaskRows(tables)
    .innerJoin('jobs', 'jobs.id', 'tasks.job_id')
    .select([
      'tasks.job_id',
      'jobs.name as job_name',
      'jobs.status as job_status',
      'jobs.owner_id as job_owner_id',
      'tasks.created_at',
      'tasks.last_touched_at',
      'tasks.commands',
      'tasks.unfinished_dependencies',
    ])
    .where('tasks.id', '=', id)
    .executeTakeFirst();
  if (!task) return undefined;
  return {
    ...toTaskRow(task),
    job: { id: task.job_id, name: task.job_name, status: task.job_status, owner_id: task.job_owner_id },
    created: task.created_at,
    last_touched: task.last_touched_at,
    commands: JSON.parse(task.commands),
    waits_for: Number(task.unfinished_dependencies),
    attempts: await findAttempts(tables, id),
    failed_by: await findFailures(tables, id),
  };
}

async function findAttempts(tables: Tables, taskId: string): Promise<Attempt[]> {
  const rows = await tables
    .selectFrom('attempts')
    .selectAll()
    .where('task_id', '=', taskId)
    .orderBy('number')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    number: Number(row.number),
    worker: { id: row.worker_id, name: row.worker_name },
    started: row.started_at,
    ended: row.ended_at,
    outcome: row.outcome,
    reason: row.reason,
    log_start: Number(row.log_start),
  }));
}

async function findFailures(tables: Tables, taskId: string): Promise<{ id: string; name: string }[]> {
  const rows = await tables
    .selectFrom('task_failures')
    .leftJoin('workers', 'workers.id', 'task_failures.worker_id')
    .select(['task_failures.worker_id', 'workers.name'])
    .where('task_failures.task_id', '=', taskId)
    .orderBy('task_failures.worker_id')
    .execute();
  return rows.map((row) => ({ id: row.worker_id, name: row.name ?? '' }));
}
