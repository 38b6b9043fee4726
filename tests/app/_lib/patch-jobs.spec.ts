import { describe, expect, test } from 'vitest';
import { patchJob, patchJobPages } from '#app/_lib/patch-jobs.ts';
import { JOB_STATUSES } from '#server/contracts/job.ts';
import type { JobPage, JobRow } from '#server/contracts/web/job-rows.ts';
import { aJob, EARLIER, jobChanged, LATER } from '#tests/support/told.ts';

describe('a row after news of its job', () => {
  test('shows what the event says, and keeps what only the details of the job include', () => {
    const details = { ...aJob('a'), warnings: ['beware'] };
    const now = patchJob(details, jobChanged('a', { status: 'failed', priority: 80, actions: ['requeue'] }));
    expect(now).toEqual({
      ...aJob('a', { status: 'failed', priority: 80, actions: ['requeue'], updated: LATER }),
      warnings: ['beware'],
      failure_policy: undefined,
      delete_requested_at: undefined,
    });
  });

  test('loses its failure policy if the event has none', () => {
    const strict = patchJob(aJob('a'), jobChanged('a', { failure_policy: { blocklist_threshold: 1 } }));
    expect(strict.failure_policy).toEqual({ blocklist_threshold: 1 });
    expect(patchJob(strict, jobChanged('a')).failure_policy).toBeUndefined();
  });

  test('shows the tasks and steps that progress reports, and keeps the tally if nothing moved', () => {
    const tasks = { ...aJob('a').tasks, active: 2, queued: 8 };
    const { id, name, type, status, priority, owner_id } = aJob('a');
    const progress = {
      id,
      name,
      type,
      status,
      priority,
      owner_id,
      updated: LATER,
      steps_completed: 4,
      steps_total: 10,
    };
    const moved = patchJob(aJob('a'), { id, kind: 'progress', progress: { ...progress, tasks } });
    expect(moved).toMatchObject({ tasks, steps_completed: 4 });
    expect(patchJob(moved, { id, kind: 'progress', progress })).toMatchObject({ tasks });
  });

  test('stays as it is if the news is older than the row', () => {
    const row = aJob('a', { updated: '2026-11-24T12:00:09.000Z' });
    expect(patchJob(row, jobChanged('a', { status: 'failed' }))).toBe(row);
  });
});

describe('the pages of the jobs table after a burst of news', () => {
  test('stay the same object if no news is about them', () => {
    const data = pagesOf([aJob('a')]);
    expect(patchJobPages(data, [jobChanged('z')])).toBe(data);
  });

  test('keep the rows in their places, and untouched rows stay the same objects', () => {
    const data = pagesOf([aJob('a'), aJob('b')], [aJob('c')]);
    const next = patchJobPages(data, [
      jobChanged('b', { steps_completed: 3 }),
      jobChanged('b', { steps_completed: 4 }),
    ]);
    expect(next.pages.map((page) => page.rows.map((row) => row.id))).toEqual([['a', 'b'], ['c']]);
    expect(next.pages[0]?.rows[1]?.steps_completed).toBe(4);
    expect(next.pages[0]?.rows[0]).toBe(data.pages[0]?.rows[0]);
    expect(next.pages[1]).toBe(data.pages[1]);
  });

  test('drop a job that no longer has one of the selected statuses', () => {
    const data = pagesOf([aJob('a'), aJob('b')]);
    const next = patchJobPages(data, [jobChanged('a', { status: 'completed' }, 'active')], {
      statuses: ['active'],
    });
    expect(next.pages[0]?.rows.map((row) => row.id)).toEqual(['b']);
  });

  test('of one person drop a job that was handed over', () => {
    const data = pagesOf([aJob('a'), aJob('b')]);
    const news = [jobChanged('a', { owner_id: 'somebody' })];
    expect(patchJobPages(data, news, { mine: true }).pages[0]?.rows.map((row) => row.id)).toEqual(['b']);
    expect(patchJobPages(data, news).pages[0]?.rows).toHaveLength(2);
  });

  test('count a job in its new status, even one that no page shows', () => {
    const next = patchJobPages(pagesOf([]), [jobChanged('z', { status: 'completed' }, 'active')]);
    expect(next.pages[0]?.counts).toMatchObject({ active: 4, completed: 6 });
  });

  test('count one more for a new job and one fewer for a deleted one, which is no longer shown', () => {
    const event = { job: aJob('a', { status: 'paused', updated: EARLIER }), changed: [] };
    const data = pagesOf([aJob('a'), aJob('b')]);
    const added = patchJobPages(data, [{ id: 'a', kind: 'submitted', event }]);
    expect(added.pages[0]?.counts).toMatchObject({ paused: 6 });
    const gone = patchJobPages(data, [{ id: 'a', kind: 'deleted', event }]);
    expect(gone.pages[0]?.counts).toMatchObject({ paused: 4, active: 5 });
    expect(gone.pages[0]?.rows.map((row) => row.id)).toEqual(['b']);
  });
});

function pagesOf(...pages: JobRow[][]) {
  const counts = Object.fromEntries(JOB_STATUSES.map((status) => [status, 5])) as JobPage['counts'];
  return { pages: pages.map((rows) => ({ rows, nextCursor: null, counts })), pageParams: pages.map(() => null) };
}
