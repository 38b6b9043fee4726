import { describe, expect, test } from 'vitest';
import { patchTags, patchWorkers } from '#app/_lib/patch-workers.ts';
import { aWorker, workerChanged } from '#tests/support/told.ts';

const task = (id: string, status: string) => ({ id, name: `render-${id}`, status, job_id: 'j', job_name: 'Shot 010' });

describe('the workers table after a burst of events', () => {
  test('shows the task that each worker was handed, and what became of it', () => {
    const rows = [aWorker('w'), aWorker('v', { task: task('1', 'completed') })];
    const [w, v] = patchWorkers(
      rows,
      [],
      [
        { worker_id: 'w', task: task('2', 'active') },
        { worker_id: 'w', task: task('2', 'failed') },
        { worker_id: 'gone', task: task('3', 'active') },
      ],
    );
    expect([w?.task, v?.task]).toEqual([task('2', 'failed'), task('1', 'completed')]);
  });

  test('keeps the current task if an earlier one ends', () => {
    const rows = [aWorker('w', { task: task('2', 'active') })];
    expect(patchWorkers(rows, [], [{ worker_id: 'w', task: task('1', 'canceled') }])[0]?.task).toEqual(
      task('2', 'active'),
    );
  });

  test('keeps the task if the event names none, adds new workers, and drops removed ones', () => {
    const rows = [aWorker('w', { task: task('1', 'active') }), aWorker('v')];
    const next = patchWorkers(
      rows,
      [
        workerChanged('w', { status: 'asleep' }),
        workerChanged('v', {}, { changed: ['removed'] }),
        workerChanged('new', {}, { task: task('4', 'active') }),
      ],
      [],
    );
    expect(next.map((row) => [row.id, row.status, row.task?.id])).toEqual([
      ['w', 'asleep', '1'],
      ['new', 'awake', '4'],
    ]);
  });
});

test('the tags page shows which worker has which tag after events that name the tags of a worker', () => {
  const tag = (id: string, ...worker_ids: string[]) => ({ id, name: id, description: '', worker_ids, jobs: 0 });
  const rows = [tag('gpu', 'w', 'v'), tag('big')];
  const next = patchTags(rows, [
    workerChanged('w', {}, { tags: [{ id: 'big', name: 'big' }] }),
    workerChanged('v', {}, { tags: [{ id: 'gpu', name: 'gpu' }], changed: ['removed'] }),
    workerChanged('u', { status: 'asleep' }),
  ]);
  expect(next.map((row) => row.worker_ids)).toEqual([[], ['w']]);
});
