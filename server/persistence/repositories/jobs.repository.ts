import { sql } from 'kysely';
import { CompiledQuery } from 'kysely';
import type { JobStatus } from '../../contracts/job.ts';
import { notFound } from '../../domain/errors.ts';
import { ADVISORY_LOCKS } from '../advisory-locks.ts';
import type { Transaction } from '../database.ts';
import { hotStatement } from '../hot-statement.ts';
import type { JobRow, Tables, TaskRow } from '../tables.ts';
import { insertJobMetadata } from './job-metadata.repository.ts';

/** The job. @throws FarmError not-found */
export async function getJob(tables: Tables, id: string): Promise<JobRow> {
  const row = await findJob(tables, id);
  if (!row) throw notFound('job', id);
  return row;
}

/** The job, or undefined if it does not exist. */
export async function findJob(tables: Tables, id: string): Promise<JobRow | undefined> {
  const [row] = await jobById.rows(tables, { id });
  return row;
}

const jobById = hotStatement((tables, { id }: { id: string }) =>
  tables.selectFrom('jobs').selectAll().where('id', '=', id),
);

/**
 * The job, locked so that other changes of it wait until this transaction ends: otherwise, of the last two reports of a
 * job, neither might notice that all tasks are done. SQLite has one writer at a time and needs no lock.
 * @throws FarmError not-found
 */
export async function lockJob(tx: Transaction, id: string): Promise<JobRow> {
  if (tx.dialect === 'postgresql')
    await tx.tables.selectFrom('jobs').select('id').where('id', '=', id).forUpdate().execute();
  return getJob(tx.tables, id);
}

/** The number of the next job to be submitted. Other submissions wait until this transaction ends. */
export async function nextJobNumber(tx: Transaction): Promise<number> {
  if (tx.dialect === 'postgresql')
    await tx.tables.executeQuery(CompiledQuery.raw('select pg_advisory_xact_lock($1)', [ADVISORY_LOCKS.jobNumber]));
  const row = await tx.tables
    .selectFrom('jobs')
    .select(({ fn }) => fn.max('number').as('number'))
    .executeTakeFirst();
  return Number(row?.number ?? 0) + 1;
}

/** Stores a new job. */
export async function insertJob(tx: Transaction, job: JobRow): Promise<void> {
  await tx.tables.insertInto('jobs').values(job).execute();
  await insertJobMetadata(tx, job);
}

/**
 * Stores changed columns of one job as an update of it, and lets its queues follow its priority. Resolves to the job as
 * it is now.
 */
export async function saveJob(tx: Transaction, job: JobRow, change: Partial<JobRow>): Promise<JobRow> {
  const columns = { ...change, updated_at: tx.now };
  await tx.tables.updateTable('jobs').set(columns).where('id', '=', job.id).execute();
  if (change.priority !== undefined) {
    const rank = { job_rank: -change.priority };
    await tx.tables.updateTable('job_queues').set(rank).where('job_id', '=', job.id).execute();
  }
  return { ...job, ...columns };
}

/** Stores the job's status and activity. */
export async function saveJobStatus(tx: Transaction, id: string, status: JobStatus, activity: string): Promise<void> {
  await tx.tables.updateTable('jobs').set({ status, activity, updated_at: tx.now }).where('id', '=', id).execute();
}

/** Adds to the job's count of completed steps. */
export async function addCompletedSteps(tx: Transaction, id: string, difference: number): Promise<void> {
  await stepsChange.change(tx.tables, { id, difference, now: tx.now });
}

const stepsChange = hotStatement((tables, change: { id: string; difference: number; now: string }) =>
  tables
    .updateTable('jobs')
    .set((eb) => ({ steps_completed: eb('steps_completed', '+', change.difference), updated_at: change.now }))
    .where('id', '=', change.id),
);

/** Adds up the steps of the job's tasks again, after a mass change. */
export async function recountSteps(tx: Transaction, id: string): Promise<void> {
  const sums = await tx.tables
    .selectFrom('tasks')
    .select(({ fn }) => [fn.sum('steps_completed').as('completed'), fn.sum('steps_total').as('total')])
    .where('job_id', '=', id)
    .executeTakeFirst();
  await tx.tables
    .updateTable('jobs')
    .set({ steps_completed: Number(sums?.completed ?? 0), steps_total: Number(sums?.total ?? 0) })
    .where('id', '=', id)
    .execute();
}

/** Jobs in one of these statuses, oldest first. */
export async function findJobsIn(tables: Tables, statuses: readonly JobStatus[]): Promise<JobRow[]> {
  return tables.selectFrom('jobs').selectAll().where('status', 'in', statuses).orderBy('number').execute();
}

/** How many characters the settings and metadata of all jobs have, or of those that this person owns. */
export async function sizeOfAllJobs(tables: Tables, ownerId?: string): Promise<number> {
  const { size } = await tables
    .selectFrom('jobs')
    .$if(ownerId !== undefined, (jobs) => jobs.where('owner_id', '=', ownerId ?? ''))
    .select(sql<number | string | null>`sum(length(settings) + length(metadata))`.as('size'))
    .executeTakeFirstOrThrow();
  return Number(size ?? 0);
}

/** All jobs in the order of submission, or those that this person owns. */
export async function findAllJobs(tables: Tables, ownerId?: string): Promise<JobRow[]> {
  const jobs = tables.selectFrom('jobs').selectAll().orderBy('number');
  return (ownerId === undefined ? jobs : jobs.where('owner_id', '=', ownerId)).execute();
}

/** Those of these jobs that exist, in no particular order. */
export async function findJobsById(tables: Tables, ids: readonly string[]): Promise<JobRow[]> {
  return ids.length === 0 ? [] : tables.selectFrom('jobs').selectAll().where('id', 'in', ids).execute();
}

/** The name of the job that a task belongs to; empty when the job is gone. */
export async function nameOfJob(tables: Tables, task: Pick<TaskRow, 'job_id'>): Promise<string> {
  const row = await tables.selectFrom('jobs').select('name').where('id', '=', task.job_id).executeTakeFirst();
  return row?.name ?? '';
}
