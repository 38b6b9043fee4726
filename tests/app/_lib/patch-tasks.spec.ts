import { describe, expect, test } from 'vitest';
import { countStatuses, patchStatusMap, patchTaskPages } from '#app/_lib/patch-tasks.ts';
import type { TaskEvent } from '#server/contracts/event.ts';
import type { TaskRow } from '#server/contracts/web/task-rows.ts';

describe('the pages of a tasks table after a burst of events', () => {
  test('show the new status and worker, and tell at which index it changed', () => {
    const worker = { uuid: 'w1', name: 'render-01' };
    const { data, places, unknown } = patchTaskPages(pagesOf(taskRow('a', 1), taskRow('b', 2)), [
      taskEvent('b', { status: 'active', worker }),
    ]);
    expect(data.pages[0]?.rows[1]).toMatchObject({ status: 'active', worker: { id: 'w1', name: 'render-01' } });
    expect([...places]).toEqual([[2, 'active']]);
    expect(unknown).toEqual([]);
  });

  test('keep the worker when the event names none', () => {
    const row = taskRow('a', 1, { worker: { id: 'w1', name: 'render-01' } });
    const { data } = patchTaskPages(pagesOf(row), [taskEvent('a', { status: 'completed' })]);
    expect(data.pages[0]?.rows[0]?.worker).toEqual({ id: 'w1', name: 'render-01' });
  });

  test('name the tasks that they do not hold, each with its last event', () => {
    const { data, unknown } = patchTaskPages(pagesOf(taskRow('a', 1)), [
      taskEvent('z', { status: 'active' }),
      taskEvent('z', { status: 'completed' }),
    ]);
    expect(unknown.map((event) => event.status)).toEqual(['completed']);
    expect(data.pages[0]?.rows).toHaveLength(1);
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

  test('is not drawn again for a change that changes nothing or lies beyond its last task', () => {
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

function taskRow(id: string, index: number, fields: Partial<TaskRow> = {}): TaskRow {
  return {
    id,
    index_in_job: index,
    name: `render-${index}`,
    type: 'blender',
    status: 'queued',
    priority: 50,
    activity: '',
    worker: null,
    steps_completed: 0,
    steps_total: 1,
    updated: '2026-11-24T12:00:00.000Z',
    ...fields,
  };
}

function taskEvent(id: string, fields: Partial<TaskEvent> = {}): TaskEvent {
  return {
    id,
    job_id: 'j',
    name: 'render',
    updated: '2026-11-24T12:00:05.000Z',
    status: 'queued',
    activity: '',
    steps_completed: 0,
    steps_total: 1,
    ...fields,
  };
}

function pagesOf(...rows: TaskRow[]) {
  return { pages: [{ rows, nextCursor: null }], pageParams: [null] };
}
