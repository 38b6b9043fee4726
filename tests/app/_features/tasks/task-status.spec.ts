import { expect, test } from 'vitest';
import { progressOf, progressSegments } from '#app/_features/tasks/task-status.ts';

const COUNTS = { active: 2, canceled: 0, completed: 4, failed: 2, queued: 0, 'soft-failed': 0, paused: 0 };

test('progress follows the steps, or the tasks if there are no steps', () => {
  expect(progressOf({ steps_completed: 30, steps_total: 40, tasks: COUNTS })).toBe(0.75);
  expect(progressOf({ steps_completed: 0, steps_total: 0, tasks: COUNTS })).toBe(0.5);
});

test('the rest of the bar is divided among the statuses of the other tasks', () => {
  const shares = Object.fromEntries(progressSegments(COUNTS, 0.5).map((segment) => [segment.tone, segment.share]));
  expect(shares).toMatchObject({ done: 0.5, run: 0.25, fail: 0.25, wait: 0 });
});
