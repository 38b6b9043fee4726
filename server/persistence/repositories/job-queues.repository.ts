import type { JobStatus } from '../../contracts/job.ts';
import type { Transaction } from '../database.ts';
import type { JobQueueRow, Tables } from '../tables.ts';

/** The counters of a job, one row per task type. */
export async function findQueuesOf(tables: Tables, jobId: string): Promise<JobQueueRow[]> {
  return tables.selectFrom('job_queues').selectAll().where('job_id', '=', jobId).orderBy('task_type').execute();
}

export interface OpenQueue {
  readonly jobId: string;
  readonly jobName: string;
  readonly status: JobStatus;
  readonly workerTagId: string | null;
  readonly waitsFor: number;
  readonly taskType: string;
}

/** The first `limit` pairs of job and task type that have tasks for any worker, in the order they are handed out. */
export async function findOpenQueues(tables: Tables, limit: number): Promise<OpenQueue[]> {
  return tables
    .selectFrom('job_queues as q')
    .innerJoin('jobs as j', 'j.id', 'q.job_id')
    .select([
      'j.id as jobId',
      'j.name as jobName',
      'j.status',
      'j.worker_tag_id as workerTagId',
      'j.waits_for as waitsFor',
      'q.task_type as taskType',
    ])
    .where('q.open', '=', 1)
    .orderBy('q.job_rank')
    .orderBy('q.job_number')
    .orderBy('q.task_type')
    .limit(limit)
    .execute();
}

/** Makes the scheduler skip the job from now on. */
export async function closeQueues(tx: Transaction, jobId: string): Promise<void> {
  await tx.tables.updateTable('job_queues').set({ open: 0 }).where('job_id', '=', jobId).execute();
}
