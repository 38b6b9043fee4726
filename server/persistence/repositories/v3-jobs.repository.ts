import type { JobRow, Tables } from '../tables.ts';

/** All jobs in the order of submission. */
export async function findAllJobs(tables: Tables): Promise<JobRow[]> {
  return tables.selectFrom('jobs').selectAll().orderBy('number').execute();
}

/** The blocked workers of a job by name, removed ones too; empty for an unknown job. */
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
