import { expect, test } from 'vitest';
import { batchOf } from '#app/_lib/event-batch.ts';
import type { FarmEvent } from '#server/contracts/event.ts';
import { MANAGER } from '#server/contracts/actor.ts';

const AT = '2026-11-24T12:00:00.000Z';

test('a deleted job is marked as such, whatever its event says', () => {
  const payload = {
    id: 'a',
    updated: AT,
    status: 'completed',
    type: 't',
    priority: 50,
    refresh_tasks: false,
    steps_completed: 1,
    steps_total: 1,
  } as const;
  const batch = batchOf([event({ seq: 1, at: AT, by: MANAGER, type: 'job.deleted', payload })]);
  expect(batch.jobs).toEqual([{ ...payload, was_deleted: true }]);
});

test('a gap and a restarted manager both ask for everything again; a stopping manager does not', () => {
  const lifeCycle = (type: 'manager-startup' | 'manager-shutdown') =>
    batchOf([event({ seq: 1, at: AT, by: MANAGER, type: 'manager.life-cycle', payload: { type } })]).gap;
  expect([batchOf([{ kind: 'gap' }]).gap, lifeCycle('manager-startup'), lifeCycle('manager-shutdown')]).toEqual([
    true,
    true,
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
