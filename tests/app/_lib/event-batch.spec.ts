import { expect, test } from 'vitest';
import { batchOf } from '#app/_lib/event-batch.ts';
import type { FarmEvent } from '#server/contracts/event.ts';
import { MANAGER } from '#server/contracts/actor.ts';
import { aJob, taskChanged } from '#tests/support/told.ts';

const AT = '2026-11-24T12:00:00.000Z';

test('news of jobs says what happened and how far they have got, in order', () => {
  const payload = { job: aJob('a'), changed: [] };
  const { task, job } = taskChanged('t', 1);
  const tasks = [
    { worker_id: 'w', task: { id: task.id, name: task.name, status: 'active', job_id: 'j', job_name: '' } },
  ];
  const batch = batchOf([
    event({ seq: 1, at: AT, by: MANAGER, type: 'job.submitted', payload }),
    { kind: 'progress', progress: { jobs: [job], tasks } },
    event({ seq: 3, at: AT, by: MANAGER, type: 'job.deleted', payload }),
  ]);
  expect(batch.jobs.map(({ id, kind }) => `${id} ${kind}`)).toEqual(['a submitted', 'j progress', 'a deleted']);
  expect(batch.tasks).toEqual(tasks);
});

test('a gap means fetching everything again; a manager that starts or stops does not, because the log continues', () => {
  const lifeCycle = (type: 'manager-startup' | 'manager-shutdown') =>
    batchOf([event({ seq: 1, at: AT, by: MANAGER, type: 'manager.life-cycle', payload: { type } })]).gap;
  expect([batchOf([{ kind: 'gap' }]).gap, lifeCycle('manager-startup'), lifeCycle('manager-shutdown')]).toEqual([
    true,
    false,
    false,
  ]);
});

test('payloads are handed out by type, in order', () => {
  const batch = batchOf([
    event({ seq: 1, at: AT, by: MANAGER, type: 'farm-status.changed', payload: { status: 'idle' } }),
    event({ seq: 2, at: AT, by: MANAGER, type: 'farm-status.changed', payload: { status: 'active' } }),
  ]);
  expect(batch.of('farm-status.changed')).toEqual([{ status: 'idle' }, { status: 'active' }]);
  expect(batch.of('task.changed')).toEqual([]);
});

function event(farmEvent: FarmEvent) {
  return { kind: 'event', event: farmEvent } as const;
}
