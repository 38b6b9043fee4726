import type { Transaction } from '../database.ts';
import { hotStatement } from '../hot-statement.ts';
import type { Tables } from '../tables.ts';

/** Keeps the worker from the job's tasks of this type. A block that exists already is fine. */
export async function addBlock(
  tx: Transaction,
  block: { job_id: string; worker_id: string; task_type: string },
): Promise<void> {
  await tx.tables
    .insertInto('job_blocks')
    .values(block)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Ids of the workers that get none of the job's tasks of this type. */
export async function findBlockedWorkers(tables: Tables, jobId: string, taskType: string): Promise<string[]> {
  const rows = await tables
    .selectFrom('job_blocks')
    .select('worker_id')
    .where('job_id', '=', jobId)
    .where('task_type', '=', taskType)
    .execute();
  return rows.map((row) => row.worker_id);
}

/** The task types that the worker is blocked for in each of these jobs. */
export async function findBlocksOf(
  tables: Tables,
  workerId: string,
  jobIds: readonly string[],
): Promise<{ job_id: string; task_type: string }[]> {
  return blocksOfWorker.rows(tables, { workerId, jobIds });
}

const blocksOfWorker = hotStatement((tables, { workerId, jobIds }: { workerId: string; jobIds: readonly string[] }) =>
  tables
    .selectFrom('job_blocks')
    .select(['job_id', 'task_type'])
    .where('worker_id', '=', workerId)
    .where('job_id', 'in', jobIds),
);

/** Lets the worker have the job's tasks of this type again. A block that does not exist is fine. */
export async function removeBlock(
  tx: Transaction,
  block: { job_id: string; worker_id: string; task_type: string },
): Promise<void> {
  await tx.tables
    .deleteFrom('job_blocks')
    .where('job_id', '=', block.job_id)
    .where('worker_id', '=', block.worker_id)
    .where('task_type', '=', block.task_type)
    .execute();
}

/** Empties the blocklist of a job. */
export async function clearBlocks(tx: Transaction, jobId: string): Promise<void> {
  await tx.tables.deleteFrom('job_blocks').where('job_id', '=', jobId).execute();
}

/** The blocklist of a job: a function from task type to the ids of the blocked workers. */
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

/** The blocklist of a job by the workers' names, including removed workers; empty for an unknown job. */
export async function findBlocklist(
  tables: Tables,
  jobId: string,
): Promise<{ worker_id: string; task_type: string; worker_name: string }[]> {
  const rows = await tables
    .selectFrom('job_blocks')
    .leftJoin('workers', 'workers.id', 'job_blocks.worker_id')
    .select(['job_blocks.worker_id', 'job_blocks.task_type', 'workers.name'])
    .where('job_blocks.job_id', '=', jobId)
    .orderBy('workers.name')
    .orderBy('job_blocks.worker_id')
    .orderBy('job_blocks.task_type')
    .execute();
  return rows.map((row) => ({ worker_id: row.worker_id, task_type: row.task_type, worker_name: row.name ?? '' }));
}
