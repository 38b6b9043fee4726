import type { InfiniteData } from '@tanstack/react-query';
import type { JobEvent } from '#server/contracts/event.ts';
import type { JobStatus } from '#server/contracts/job.ts';
import type { JobPage, JobRow } from '#server/contracts/web/job-rows.ts';

/** A row after an event of its job; the same object when the event is older than the row. */
export function patchJob<Row extends JobRow>(row: Row, event: JobEvent): Row {
  if (event.id !== row.id || event.updated < row.updated) return row;
  return {
    ...row,
    name: event.name ?? row.name,
    status: event.status === '' ? row.status : event.status,
    priority: event.priority,
    updated: event.updated,
    steps_completed: event.steps_completed,
    steps_total: event.steps_total,
    keep: event.keep ?? false,
    failure_policy: event.failure_policy,
    delete_requested_at: event.delete_requested_at ?? row.delete_requested_at,
  };
}

/**
 * The pages of a jobs table after a burst of events, in order. Rows keep their place, so nothing jumps under the
 * pointer; deleted jobs go, jobs that the filter no longer wants go, unknown jobs are left to the next fetch.
 * @param wanted the statuses of the table's filter; empty = all
 */
export function patchJobPages(
  data: InfiniteData<JobPage, string | null>,
  events: readonly JobEvent[],
  wanted: readonly JobStatus[] = [],
): InfiniteData<JobPage, string | null> {
  const byJob = groupById(events);
  let changed = false;
  const pages = data.pages.map((page) => {
    let touched = false;
    const rows: JobRow[] = [];
    for (const row of page.rows) {
      const next = (byJob.get(row.id) ?? []).reduce<JobRow | null>(afterEvent, row);
      const keep = next !== null && (next.status === row.status || wanted.length === 0 || wanted.includes(next.status));
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

/** Jobs per status after events: each moves one job from its previous status to the new one. */
export function countsAfter(counts: JobPage['counts'], events: readonly JobEvent[]): JobPage['counts'] {
  const next = { ...counts };
  let changed = false;
  const move = (status: JobStatus | '' | undefined, by: number) => {
    if (!status) return;
    next[status] = Math.max(0, (next[status] ?? 0) + by);
    changed = true;
  };
  for (const event of events) {
    if (event.was_deleted) move(event.status, -1);
    else if (event.previous_status !== event.status && event.previous_status) {
      move(event.previous_status, -1);
      move(event.status, 1);
    }
  }
  return changed ? next : counts;
}

/** Events by the id that they are about, each list in the order of arrival. */
export function groupById<Event extends { readonly id: string }>(events: readonly Event[]): Map<string, Event[]> {
  const groups = new Map<string, Event[]>();
  for (const event of events) {
    const group = groups.get(event.id);
    if (group) group.push(event);
    else groups.set(event.id, [event]);
  }
  return groups;
}

function afterEvent(row: JobRow | null, event: JobEvent): JobRow | null {
  if (row === null || event.was_deleted) return null;
  return patchJob(row, event);
}
