import type { InfiniteData } from '@tanstack/react-query';
import type { JobStatus } from '#server/contracts/job.ts';
import type { JobPage, JobRow } from '#server/contracts/web/job-rows.ts';
import type { JobNews } from './event-batch.ts';

/** Fields that a row may lack; if an event lacks one, it is gone from the row, too. */
const NOTHING = { failure_policy: undefined, delete_requested_at: undefined };

/** A row, or the details of a job, after news of the job; the same object if the news is older. */
export function patchJob<Row extends JobRow>(row: Row, news: JobNews): Row {
  const now = news.kind === 'progress' ? news.progress : news.event.job;
  if (now.id !== row.id || now.updated < row.updated) return row;
  if (news.kind !== 'progress') return { ...row, ...NOTHING, ...news.event.job };
  const { tasks = row.tasks, updated, steps_completed, steps_total } = news.progress;
  return { ...row, tasks, updated, steps_completed, steps_total };
}

/**
 * The pages of a jobs table after a burst of events, in order. Rows keep their place, so nothing jumps under the
 * pointer. Deleted jobs and jobs that no longer match the filter go; unknown jobs are left to the next fetch.
 * @param filter the table's filter: its statuses, where empty = all, and whether it shows the jobs of one person only
 */
export function patchJobPages(
  data: InfiniteData<JobPage, string | null>,
  events: readonly JobNews[],
  { statuses: wanted = [], mine = false }: { readonly statuses?: readonly JobStatus[]; readonly mine?: boolean } = {},
): InfiniteData<JobPage, string | null> {
  const byJob = groupById(events);
  let changed = false;
  const pages = data.pages.map((page) => {
    let touched = false;
    const rows: JobRow[] = [];
    for (const row of page.rows) {
      const next = (byJob.get(row.id) ?? []).reduce<JobRow | null>(afterEvent, row);
      const isWanted = next?.status === row.status || wanted.length === 0 || (next && wanted.includes(next.status));
      const keep = next !== null && isWanted && (!mine || next.owner_id === row.owner_id);
      if (keep) rows.push(next);
      if (!keep || next !== row) touched = true;
    }
    changed ||= touched;
    return touched ? { ...page, rows } : page;
  });
  const first = pages[0];
  const counts = first && countsAfter(first.counts, events);
  if (first && counts && counts !== first.counts) {
    pages[0] = { ...first, counts };
    changed = true;
  }
  return changed ? { ...data, pages } : data;
}

/** The number of jobs per status after news: one more, one fewer, or one moved from its old status to the new. */
export function countsAfter(counts: JobPage['counts'], news: readonly JobNews[]): JobPage['counts'] {
  const next = { ...counts };
  let changed = false;
  const move = (status: JobStatus, by: number) => {
    next[status] = Math.max(0, (next[status] ?? 0) + by);
    changed = true;
  };
  for (const each of news) {
    if (each.kind === 'progress') continue;
    const { job, previous_status } = each.event;
    if (each.kind === 'deleted') move(job.status, -1);
    else if (each.kind === 'submitted') move(job.status, 1);
    else if (previous_status && previous_status !== job.status) {
      move(previous_status, -1);
      move(job.status, 1);
    }
  }
  return changed ? next : counts;
}

/** Events by the id that they are about, each list in order of arrival. */
export function groupById<Event extends { readonly id: string }>(events: readonly Event[]): Map<string, Event[]> {
  const groups = new Map<string, Event[]>();
  for (const event of events) {
    const group = groups.get(event.id);
    if (group) group.push(event);
    else groups.set(event.id, [event]);
  }
  return groups;
}

function afterEvent(row: JobRow | null, news: JobNews): JobRow | null {
  if (row === null || news.kind === 'deleted') return null;
  return patchJob(row, news);
}
