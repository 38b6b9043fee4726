import { type RawBuilder, sql } from 'kysely';
import type { FailurePolicy } from '../../contracts/failure-policy.ts';
import type { JobStatus } from '../../contracts/job.ts';
import type { JOB_SORTS, JobRow } from '../../contracts/web/job-rows.ts';
import type { Database, Dialect } from '../database.ts';
import type { Tables } from '../tables.ts';
import { talliesOf } from './task-counts.repository.ts';

export type JobSort = (typeof JOB_SORTS)[number];

/** Where a page ended: the value that the rows are sorted by, and what decides among equals. */
export interface JobPosition {
  readonly key: string | number;
  readonly tie: string | number;
}

export interface JobQuery {
  readonly after: JobPosition | undefined;
  readonly limit: number;
  /** Part of the name, the type or the submitter's name; capitals do not matter. Empty = all. */
  readonly search: string;
  /** Empty = all. */
  readonly statuses: readonly JobStatus[];
  readonly sort: JobSort;
  readonly descending: boolean;
}

/** The metadata that says who submitted a job. */
const SUBMITTER = 'user.name';

/**
 * What to sort by, and what decides among equals: a pair that no two jobs share. "updated" follows the index
 * `jobs_updated`; the others put jobs that are equal in the order of submission.
 */
const ORDER: Readonly<Record<JobSort, { key: RawBuilder<string | number>; tie: RawBuilder<string | number> }>> = {
  updated: { key: sql.ref('jobs.updated_at'), tie: sql.ref('jobs.id') },
  submitted: { key: sql.ref('jobs.number'), tie: sql.ref('jobs.number') },
  name: { key: sql`lower(jobs.name)`, tie: sql.ref('jobs.number') },
  priority: { key: sql.ref('jobs.priority'), tie: sql.ref('jobs.number') },
  status: { key: sql.ref('jobs.status'), tie: sql.ref('jobs.number') },
};

/** One page of the jobs table, and where it ended when there are more. */
export async function findJobRows(
  database: Database,
  query: JobQuery,
): Promise<{ rows: JobRow[]; end: JobPosition | undefined }> {
  const { key, tie } = ORDER[query.sort];
  const direction = query.descending ? 'desc' : 'asc';
  let select = selectRows(database.tables)
    .select([key.as('sort_key'), tie.as('sort_tie')])
    .orderBy(key, direction)
    .limit(query.limit + 1);
  if (query.sort !== 'submitted') select = select.orderBy(tie, direction);
  if (query.after) {
    const than = query.descending ? sql`<` : sql`>`;
    select = select.where(sql<boolean>`(${key}, ${tie}) ${than} (${query.after.key}, ${query.after.tie})`);
  }
  if (query.statuses.length > 0) select = select.where('jobs.status', 'in', [...query.statuses]);
  if (query.search !== '') select = select.where(matches(database.dialect, query.search));

  const found = await select.execute();
  const page = found.slice(0, query.limit);
  const last = found.length > query.limit ? page.at(-1) : undefined;
  return { rows: await toRows(database.tables, page), end: last && { key: last.sort_key, tie: last.sort_tie } };
}

/** The job's line of the table with its settings, metadata and tag, or undefined. */
export async function getJobRow(
  tables: Tables,
  id: string,
): Promise<
  | { row: JobRow; settings: Record<string, unknown>; metadata: Record<string, string>; workerTagId: string | null }
  | undefined
> {
  const query = selectRows(tables).select(['jobs.settings', 'jobs.worker_tag_id']).where('jobs.id', '=', id);
  const found = await query.executeTakeFirst();
  const [row] = found ? await toRows(tables, [found]) : [];
  if (!found || !row) return undefined;
  const { settings, metadata, worker_tag_id: workerTagId } = found;
  return { row, settings: JSON.parse(settings), metadata: JSON.parse(metadata), workerTagId };
}

function selectRows(tables: Tables) {
  return tables
    .selectFrom('jobs')
    .select([
      'jobs.id',
      'jobs.number',
      'jobs.name',
      'jobs.type',
      'jobs.status',
      'jobs.priority',
      'jobs.activity',
      'jobs.metadata',
      'jobs.steps_completed',
      'jobs.steps_total',
      'jobs.created_at',
      'jobs.updated_at',
      'jobs.keep',
      'jobs.failure_policy',
      'jobs.delete_requested_at',
    ]);
}

/** The two databases read a text column as JSON differently; all else is the same on both. */
function matches(dialect: Dialect, search: string): RawBuilder<boolean> {
  const submitter =
    dialect === 'sqlite'
      ? sql`json_extract(jobs.metadata, ${`$."${SUBMITTER}"`})`
      : sql`(jobs.metadata::jsonb ->> ${SUBMITTER})`;
  const pattern = `%${search.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  const like = sql`like lower(${pattern}) escape '\\'`;
  return sql<boolean>`(lower(jobs.name) ${like} or lower(jobs.type) ${like} or lower(${submitter}) ${like})`;
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectRows>['execute']>>[number];

async function toRows(tables: Tables, selected: readonly Selected[]): Promise<JobRow[]> {
  const counts = await talliesOf(
    tables,
    selected.map((job) => job.id),
  );
  return selected.map((job) => ({
    id: job.id,
    number: Number(job.number),
    name: job.name,
    type: job.type,
    status: job.status,
    priority: Number(job.priority),
    activity: job.activity,
    submitter: (JSON.parse(job.metadata) as Record<string, string>)[SUBMITTER] ?? '',
    created: job.created_at,
    updated: job.updated_at,
    tasks: counts(job.id),
    steps_completed: Number(job.steps_completed),
    steps_total: Number(job.steps_total),
    keep: Number(job.keep) === 1,
    ...(job.failure_policy === null ? {} : { failure_policy: JSON.parse(job.failure_policy) as FailurePolicy }),
    ...(job.delete_requested_at === null ? {} : { delete_requested_at: job.delete_requested_at }),
  }));
}
