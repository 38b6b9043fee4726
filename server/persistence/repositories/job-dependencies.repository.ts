import { sql } from 'kysely';
import type { RelatedJob } from '../../contracts/web/job-rows.ts';
import type { Transaction } from '../database.ts';
import type { JobRow, Tables } from '../tables.ts';

/** A job that another one is to depend on. */
export type JobToDependOn = Pick<JobRow, 'id' | 'name' | 'status' | 'delete_requested_at'>;

/**
 * Those of these jobs that exist, locked so that none of them is completed or deleted before this transaction ends.
 * Oldest first, as dependencies lead from younger jobs to older ones: whoever locks several takes them in this order.
 */
export async function lockJobsToDependOn(tx: Transaction, ids: readonly string[]): Promise<JobToDependOn[]> {
  if (ids.length === 0) return [];
  const query = tx.tables
    .selectFrom('jobs')
    .select(['id', 'name', 'status', 'delete_requested_at'])
    .where('id', 'in', ids)
    .orderBy('number');
  return (tx.dialect === 'postgresql' ? query.forUpdate() : query).execute();
}

/** Stores what a new job depends on. */
export async function insertJobDependencies(
  tx: Transaction,
  jobId: string,
  others: readonly JobToDependOn[],
): Promise<void> {
  if (others.length === 0) return;
  const rows = others.map(({ id, name }) => ({ job_id: jobId, other_id: id, other_name: name }));
  await tx.tables.insertInto('job_dependencies').values(rows).execute();
}

/** The job no longer depends on others. */
export async function removeJobDependencies(tx: Transaction, jobId: string): Promise<void> {
  await tx.tables.deleteFrom('job_dependencies').where('job_id', '=', jobId).execute();
}

/** No job depends on this one any more. */
export async function removeDependenciesOn(tx: Transaction, otherId: string): Promise<void> {
  await tx.tables.deleteFrom('job_dependencies').where('other_id', '=', otherId).execute();
}

/**
 * Adjusts the jobs that depend on `otherId` when it is now completed (`-1`) or no longer completed (`+1`). Resolves to
 * them as they are now.
 */
export async function shiftWaitingJobs(tx: Transaction, otherId: string, by: 1 | -1): Promise<JobRow[]> {
  return tx.tables
    .updateTable('jobs')
    .set({ waits_for: sql<number>`waits_for + ${by}`, updated_at: tx.now })
    .where('id', 'in', (eb) => eb.selectFrom('job_dependencies').select('job_id').where('other_id', '=', otherId))
    .returningAll()
    .execute();
}

/** The jobs that depend on this one, in the order of submission. */
export async function findDependentJobs(tables: Tables, otherId: string): Promise<JobRow[]> {
  return tables
    .selectFrom('job_dependencies as d')
    .innerJoin('jobs', 'jobs.id', 'd.job_id')
    .selectAll('jobs')
    .where('d.other_id', '=', otherId)
    .orderBy('jobs.number')
    .execute();
}

/** The jobs that a job depends on, oldest first, and last those that were deleted before they were completed. */
export async function findJobsDependedOn(tables: Tables, jobId: string): Promise<RelatedJob[]> {
  const rows = await tables
    .selectFrom('job_dependencies as d')
    .leftJoin('jobs', 'jobs.id', 'd.other_id')
    .select(['d.other_id as id', 'd.other_name as name', 'jobs.status', 'jobs.number'])
    .where('d.job_id', '=', jobId)
    .execute();
  const ordered = rows.toSorted((a, b) => (a.number ?? Infinity) - (b.number ?? Infinity));
  return ordered.map(({ id, name, status }) => ({ id, name, ...(status === null ? {} : { status }) }));
}

/** So many ids are listed in a statement; for more, everything is read. */
const MOST_LISTED_IDS = 500;

/** The ids of the jobs that each of these jobs depends on, by the job's id. */
export async function findDependencyIds(tables: Tables, jobIds: readonly string[]): Promise<Map<string, string[]>> {
  let query = tables.selectFrom('job_dependencies').select(['job_id', 'other_id']).orderBy('other_id');
  if (jobIds.length <= MOST_LISTED_IDS) query = query.where('job_id', 'in', jobIds);
  const ids = new Map<string, string[]>();
  for (const { job_id: job, other_id: other } of await query.execute()) {
    const found = ids.get(job);
    if (found) found.push(other);
    else ids.set(job, [other]);
  }
  return ids;
}
