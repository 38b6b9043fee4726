import { describe, expect, test } from 'vitest';
import { countStatuses, patchStatusMap, patchTaskPages } from '#app/_lib/patch-tasks.ts';
import type { TaskRow } from '#server/contracts/web/task-rows.ts';
import { aTask, taskChanged } from '#tests/support/told.ts';

describe('the pages of a tasks table after a burst of events', () => {
  test('show what the last event of each task says, in place', () => {
    const worker = { id: 'w1', name: 'render-01' };
    const next = patchTaskPages(pagesOf(aTask('a', 1), aTask('b', 2)), [
      taskChanged('b', 2, { status: 'active', worker }),
      taskChanged('b', 2, { status: 'completed', worker }),
    ]);
    expect(next.pages[0]?.rows.map((row) => [row.id, row.status, row.worker?.name])).toEqual([
      ['a', 'queued', undefined],
      ['b', 'completed', 'render-01'],
    ]);
  });

  test('insert a task that now matches the filter, at its place', () => {
    const wanted = { statuses: ['active'] as const, search: 'render' };
    const data = pagesOf(aTask('a', 1, { status: 'active' }), aTask('c', 3, { status: 'active' }));
    const next = patchTaskPages(
      data,
      [taskChanged('b', 2, { status: 'active' }), taskChanged('d', 4, { status: 'failed' })],
      wanted,
    );
    expect(next.pages[0]?.rows.map((row) => row.id)).toEqual(['a', 'b', 'c']);
  });

  test('leave out tasks further down than what was fetched', () => {
    const data = { pages: [{ rows: [aTask('a', 1)], nextCursor: 1 }], pageParams: [null] };
    expect(patchTaskPages(data, [taskChanged('z', 9, { status: 'active' })])).toBe(data);
  });
});

describe('the frame map', () => {
  test('changes only the letters of tasks that changed', () => {
    const map = { letters: 'cccqq', first: 1 };
    expect(patchStatusMap(map, new Map([[4, 'active'] as const, [5, 'soft-failed'] as const]))).toEqual({
      letters: 'cccas',
      first: 1,
    });
  });

  test('is not redrawn for a change that changes nothing or lies beyond its last task', () => {
    const map = { letters: 'cq', first: 1 };
    expect(patchStatusMap(map, new Map([[1, 'completed'] as const, [9, 'active'] as const]))).toBe(map);
  });

  test('counts the tasks in each status', () => {
    expect(countStatuses({ letters: 'ccaqx?', first: 1 })).toEqual({
      active: 1,
      canceled: 1,
      completed: 2,
      failed: 0,
      queued: 1,
      'soft-failed': 0,
      paused: 0,
    });
  });
});

function pagesOf(...rows: TaskRow[]) {
  return { pages: [{ rows, nextCursor: null }], pageParams: [null] };
}
