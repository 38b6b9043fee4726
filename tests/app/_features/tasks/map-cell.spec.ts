import { expect, test } from 'vitest';
import { mapCell } from '#app/_features/tasks/map-cell.ts';
import { STATUS_LETTERS } from '#server/contracts/web/task-rows.ts';

const LETTERS = Object.fromEntries(Object.entries(STATUS_LETTERS).map(([letter, status]) => [status, letter]));
const letters = (...statuses: string[]) => statuses.map((status) => LETTERS[status]).join('');

test('a cell shows its one failed task among completed ones, and a click opens that task', () => {
  const job = letters('completed', 'completed', 'completed', 'failed', 'completed', 'completed');
  expect(mapCell(job, 1, 2, [])).toMatchObject({ status: 'failed', at: 3 });
  expect(mapCell(job, 1, 2, [])?.counts).toEqual(
    new Map([
      ['completed', 1],
      ['failed', 1],
    ]),
  );
});

test('a cell is completed only when all its tasks are', () => {
  expect(mapCell(letters('completed', 'queued'), 0, 2, [])?.status).toBe('queued');
  expect(mapCell(letters('completed', 'completed'), 0, 2, [])?.status).toBe('completed');
});

test('a chosen status takes precedence over a more important one', () => {
  const job = letters('failed', 'completed');
  expect(mapCell(job, 0, 2, ['completed'])).toMatchObject({ status: 'completed', at: 1 });
  expect(mapCell(job, 0, 2, ['paused'])).toMatchObject({ status: 'failed', at: 0 });
});

test('the last cell may hold fewer tasks, and no cell comes after it', () => {
  const job = letters('queued', 'queued', 'active');
  expect(mapCell(job, 1, 2, [])).toMatchObject({ status: 'active', at: 2 });
  expect(mapCell(job, 2, 2, [])).toBeUndefined();
});
