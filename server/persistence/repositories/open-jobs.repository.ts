import { sql } from 'kysely';
import type { JobStatus } from '../../contracts/job.ts';
import type { Tables } from '../tables.ts';
import { hotStatement } from '../hot-statement.ts';

/** How many jobs the scheduler reads at once. */
const JOBS_PER_PAGE = 16;

/** A job that has tasks to hand out now. */
export interface OpenJob {
  readonly id: string;
  readonly status: JobStatus;
  readonly priority: number;
  readonly number: number;
  readonly workerTagId: string | null;
  /** How many of the jobs that it depends on are not completed: none, or it would not be open. */
  readonly waitsFor: number;
  /** Those of the wanted task types that the job has tasks of to hand out. */
  readonly types: readonly string[];
}

/**
 * The next jobs with runnable tasks of one of these types, in the order in which they are handed out. The index
 * `job_queues_order` leads straight to them, no matter how many jobs there are in the database. The limit is part of
 * the text, for the same reason as in `findNextTask`.
 */
export async function findOpenJobs(
  tables: Tables,
  taskTypes: readonly string[],
  after: OpenJob | undefined,
): Promise<OpenJob[]> {
  const place = after && { rank: -after.priority, number: after.number };
  return grouped(await openQueues.rows(tables, { taskTypes, place }), taskTypes.length);
}

interface Search {
  readonly taskTypes: readonly string[];
  readonly place: { readonly rank: number; readonly number: number } | undefined;
}

const openQueues = hotStatement((tables, { taskTypes, place }: Search) => {
  const query = tables
    .selectFrom('job_queues as q')
    .innerJoin('jobs as j', 'j.id', 'q.job_id')
    .select(['j.id', 'j.status', 'j.priority', 'j.number', 'j.worker_tag_id', 'j.waits_for', 'q.task_type'])
    .where('q.open', '=', 1)
    .where('q.task_type', 'in', taskTypes)
    .orderBy('q.job_rank')
    .orderBy('q.job_number')
    .limit(sql.lit(JOBS_PER_PAGE + taskTypes.length));
  if (!place) return query;
  const { rank, number } = place;
  return query.where((eb) =>
    eb.or([eb('q.job_rank', '>', rank), eb.and([eb('q.job_rank', '=', rank), eb('q.job_number', '>', number)])]),
  );
});

interface Row {
  readonly id: string;
  readonly status: JobStatus;
  readonly priority: number;
  readonly number: number;
  readonly worker_tag_id: string | null;
  readonly waits_for: number;
  readonly task_type: string;
}

/** One entry per job. If the page was cut off, its last job may be missing types and is left for the next page. */
function grouped(rows: readonly Row[], typeCount: number): OpenJob[] {
  const jobs: (Omit<OpenJob, 'types'> & { types: string[] })[] = [];
  for (const row of rows) {
    const last = jobs.at(-1);
    if (last?.id === row.id) last.types.push(row.task_type);
    else
      jobs.push({
        id: row.id,
        status: row.status,
        priority: row.priority,
        number: row.number,
        workerTagId: row.worker_tag_id,
        waitsFor: row.waits_for,
        types: [row.task_type],
      });
  }
  const cutOff = rows.length === JOBS_PER_PAGE + typeCount;
  if (cutOff && jobs.length > 1) jobs.pop();
  return jobs;
}
