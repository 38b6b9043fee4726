import { type RawBuilder, sql } from 'kysely';
import type { JobStatus } from '../../contracts/job.ts';
import type { JOB_SORTS, JobRow as ListedJob } from '../../contracts/web/job-rows.ts';
import type { Database } from '../database.ts';
import { listedJob, SUBMITTER } from '../listed-job.ts';
import type { JobRow, Tables } from '../tables.ts';
import { findJobsById } from './jobs.repository.ts';
import { talliesOf } from './task-counts.repository.ts';

export type JobSort = (typeof JOB_SORTS)[number];

/** Where a page ended: the value that the rows are sorted by, and the tie-breaker. */
export interface JobPosition {
  readonly key: string | number;
  readonly tie: string | number;
}

export interface JobQuery {
  readonly after: JobPosition | undefined;
  readonly limit: number;
  /**
   * Part of the job's name, its type or the submitter's name, in any letter case, or `key=value` of its metadata
   * exactly. Empty = all.
   */
  readonly search: string;
  /** Whose jobs: of the person with this id, or submitted under this name. */
  readonly of: 'all' | { readonly id: string } | { readonly name: string };
  /** Empty = all. */
  readonly statuses: readonly JobStatus[];
  readonly sort: JobSort;
  readonly descending: boolean;
}

/**
 * What to sort by, and the tie-breaker: a pair that no two jobs share. "updated" follows the index `jobs_updated`; the
 * others put equal jobs in the order of submission.
 */
const ORDER: Readonly<Record<JobSort, { key: RawBuilder<string | number>; tie: RawBuilder<string | number> }>> = {
  updated: { key: sql.ref('jobs.updated_at'), tie: sql.ref('jobs.id') },
  submitted: { key: sql.ref('jobs.number'), tie: sql.ref('jobs.number') },
  name: { key: sql`lower(jobs.name)`, tie: sql.ref('jobs.number') },
  priority: { key: sql.ref('jobs.priority'), tie: sql.ref('jobs.number') },
  status: { key: sql.ref('jobs.status'), tie: sql.ref('jobs.number') },
};

/** One page of the jobs table, and where it ended if there are more jobs. */
export async function findJobRows(
  database: Database,
  query: JobQuery,
): Promise<{ rows: ListedJob[]; end: JobPosition | undefined }> {
  const { key, tie } = ORDER[query.sort];
  const direction = query.descending ? 'desc' : 'asc';
  let select = database.tables
    .selectFrom('jobs')
    .selectAll()
    .select([key.as('sort_key'), tie.as('sort_tie')])
    .orderBy(key, direction)
    .limit(query.limit + 1);
  if (query.sort !== 'submitted') select = select.orderBy(tie, direction);
  if (query.after) {
    const than = query.descending ? sql`<` : sql`>`;
    select = select.where(sql<boolean>`(${key}, ${tie}) ${than} (${query.after.key}, ${query.after.tie})`);
  }
  if (query.statuses.length > 0) select = select.where('jobs.status', 'in', [...query.statuses]);
  if (query.of !== 'all') select = select.where(isOf(query.of));
  if (query.search !== '') select = select.where(matches(query.search));

  const found = await select.execute();
  const page = found.slice(0, query.limit);
  const last = found.length > query.limit ? page.at(-1) : undefined;
  return { rows: await toRows(database.tables, page), end: last && { key: last.sort_key, tie: last.sort_tie } };
}

/** These jobs as rows of the table, in no particular order; those that do not exist are left out. */
export async function findJobRowsById(tables: Tables, ids: readonly string[]): Promise<ListedJob[]> {
  return toRows(tables, await findJobsById(tables, ids));
}

function matches(search: string): RawBuilder<boolean> {
  const pattern = `%${search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const like = sql`like lower(${pattern}) escape '\\'`;
  const isSubmitter = sql`key = ${SUBMITTER} and lower(value) ${like}`;
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(search) ?? [];
  const hasValue = key === undefined ? sql`` : sql`or key = ${key.trim()} and value = ${value?.trim()}`;
  return sql<boolean>`(lower(jobs.name) ${like} or lower(jobs.type) ${like}
    or jobs.id in (select job_id from job_metadata where ${isSubmitter} ${hasValue}))`;
}

function isOf(who: { readonly id: string } | { readonly name: string }): RawBuilder<boolean> {
  if ('id' in who) return sql<boolean>`jobs.owner_id = ${who.id}`;
  return sql<boolean>`jobs.id in (select job_id from job_metadata where key = ${SUBMITTER} and value = ${who.name})`;
}

async function toRows(tables: Tables, jobs: readonly JobRow[]): Promise<ListedJob[]> {
  const talliesById = await talliesOf(
    tables,
    jobs.map((job) => job.id),
  );
  return jobs.map((job) => listedJob(job, talliesById(job.id)));
}
