import type { Transaction } from '../database.ts';
import type { Tables } from '../tables.ts';

/** Records that the worker failed the task; once per worker and task. */
export async function addFailure(
  tx: Transaction,
  failure: { task_id: string; worker_id: string; job_id: string; task_type: string },
): Promise<void> {
  await tx.tables
    .insertInto('task_failures')
    .values(failure)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** How many different workers have failed the task. */
export async function countFailedWorkers(tables: Tables, taskId: string): Promise<number> {
  const row = await tables
    .selectFrom('task_failures')
    .select(({ fn }) => fn.countAll().as('workers'))
    .where('task_id', '=', taskId)
    .executeTakeFirst();
  return Number(row?.workers ?? 0);
}

/** Ids of the workers that have failed the task. */
export async function findFailedWorkers(tables: Tables, taskId: string): Promise<string[]> {
  const rows = await tables.selectFrom('task_failures').select('worker_id').where('task_id', '=', taskId).execute();
  return rows.map((row) => row.worker_id);
}

/** How many of the job's tasks of this type the worker has failed. */
export async function countFailedTasks(
  tables: Tables,
  jobId: string,
  workerId: string,
  taskType: string,
): Promise<number> {
  const row = await tables
    .selectFrom('task_failures')
    .select(({ fn }) => fn.countAll().as('tasks'))
    .where('job_id', '=', jobId)
    .where('worker_id', '=', workerId)
    .where('task_type', '=', taskType)
    .executeTakeFirst();
  return Number(row?.tasks ?? 0);
}

/** Forgets which workers have failed the task. */
export async function clearFailuresOfTask(tx: Transaction, taskId: string): Promise<void> {
  await tx.tables.deleteFrom('task_failures').where('task_id', '=', taskId).execute();
}

/** Forgets which workers have failed which tasks of the job. */
export async function clearFailuresOfJob(tx: Transaction, jobId: string): Promise<void> {
  await tx.tables.deleteFrom('task_failures').where('job_id', '=', jobId).execute();
}
