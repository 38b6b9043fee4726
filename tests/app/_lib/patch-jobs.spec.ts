import { describe, expect, test } from 'vitest';
import { patchJob, patchJobPages } from '#app/_lib/patch-jobs.ts';
import type { JobEvent } from '#server/contracts/event.ts';
import { JOB_STATUSES } from '#server/contracts/job.ts';
import type { JobPage, JobRow } from '#server/contracts/web/job-rows.ts';

describe('a row after an event', () => {
  test('takes status, priority and steps', () => {
    const row = patchJob(jobRow('a'), jobEvent('a', { status: 'failed', priority: 80, steps_completed: 7 }));
    expect(row).toMatchObject({ status: 'failed', priority: 80, steps_completed: 7, name: 'job a' });
  });

  test('is kept while its events say so', () => {
    const kept = patchJob(jobRow('a'), jobEvent('a', { keep: true }));
    expect(kept.keep).toBe(true);
    expect(patchJob(kept, jobEvent('a')).keep).toBe(false);
    const strict = patchJob(jobRow('a'), jobEvent('a', { failure_policy: { blocklist_threshold: 1 } }));
    expect(strict.failure_policy).toEqual({ blocklist_threshold: 1 });
    expect(patchJob(strict, jobEvent('a')).failure_policy).toBeUndefined();
  });

  test('stays as it is when the event is older than the row', () => {
    const row = jobRow('a', { updated: '2026-11-24T12:00:09.000Z' });
    expect(patchJob(row, jobEvent('a', { status: 'failed' }))).toBe(row);
  });
});

describe('the pages of the jobs table after a burst of events', () => {
  test('are the same object when no event is about them', () => {
    const data = pagesOf([jobRow('a')]);
    expect(patchJobPages(data, [jobEvent('z')])).toBe(data);
  });

  test('keep the rows in their places, and untouched rows are the same objects', () => {
    const data = pagesOf([jobRow('a'), jobRow('b')], [jobRow('c')]);
    const next = patchJobPages(data, [jobEvent('b', { steps_completed: 3 }), jobEvent('b', { steps_completed: 4 })]);
    expect(next.pages.map((page) => page.rows.map((row) => row.id))).toEqual([['a', 'b'], ['c']]);
    expect(next.pages[0]?.rows[1]?.steps_completed).toBe(4);
    expect(next.pages[0]?.rows[0]).toBe(data.pages[0]?.rows[0]);
    expect(next.pages[1]).toBe(data.pages[1]);
  });

  test('lose a deleted job', () => {
    const next = patchJobPages(pagesOf([jobRow('a'), jobRow('b')]), [jobEvent('a', { was_deleted: true })]);
    expect(next.pages[0]?.rows.map((row) => row.id)).toEqual(['b']);
  });

  test('lose a job that left the statuses that were asked for', () => {
    const data = pagesOf([jobRow('a'), jobRow('b')]);
    const next = patchJobPages(data, [jobEvent('a', { status: 'completed', previous_status: 'active' })], ['active']);
    expect(next.pages[0]?.rows.map((row) => row.id)).toEqual(['b']);
  });

  test('count a job in its new status, also one that no page shows', () => {
    const next = patchJobPages(pagesOf([]), [jobEvent('z', { status: 'completed', previous_status: 'active' })]);
    expect(next.pages[0]?.counts).toMatchObject({ active: 4, completed: 6 });
  });
});

function jobRow(id: string, fields: Partial<JobRow> = {}): JobRow {
  return {
    id,
    number: 1,
    name: `job ${id}`,
    type: 'echo-sleep-test',
    status: 'active',
    priority: 50,
    activity: '',
    keep: false,
    submitter: '',
    created: '2026-11-24T11:00:00.000Z',
    updated: '2026-11-24T12:00:00.000Z',
    tasks: { active: 1, canceled: 0, completed: 0, failed: 0, queued: 9, 'soft-failed': 0, paused: 0 },
    steps_completed: 0,
    steps_total: 10,
    ...fields,
  };
}

function jobEvent(id: string, fields: Partial<JobEvent> = {}): JobEvent {
  return {
    id,
    updated: '2026-11-24T12:00:05.000Z',
    status: 'active',
    type: 'echo-sleep-test',
    priority: 50,
    refresh_tasks: false,
    steps_completed: 1,
    steps_total: 10,
    ...fields,
  };
}

function pagesOf(...pages: JobRow[][]) {
  const counts = Object.fromEntries(JOB_STATUSES.map((status) => [status, 5])) as JobPage['counts'];
  return { pages: pages.map((rows) => ({ rows, nextCursor: null, counts })), pageParams: pages.map(() => null) };
}
