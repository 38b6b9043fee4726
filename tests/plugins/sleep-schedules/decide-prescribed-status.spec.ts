import { describe, expect, it } from 'vitest';
import { decidePrescribedStatus } from '#plugins/sleep-schedules/domain/decide-prescribed-status.ts';
import type { WorkerStatus } from '#server/contracts/worker.ts';
import type { StatusRequest, WorkerState } from '#server/domain/worker-state.ts';

const awake: WorkerState = { status: 'awake', request: null };
const sleepNow: StatusRequest = { status: 'asleep', lazy: false };
const sleepLater: StatusRequest = { status: 'asleep', lazy: true };

describe('a sleep schedule', () => {
  it.each<[string, WorkerState, WorkerStatus, StatusRequest | null]>([
    ['asks at once', awake, 'asleep', sleepNow],
    ['overrules a lazy request', { status: 'awake', request: sleepLater }, 'asleep', sleepNow],
    ['asks nothing of a worker that is there already', { status: 'asleep', request: null }, 'asleep', null],
    ['leaves a worker in error alone', { status: 'error', request: null }, 'awake', null],
  ])('%s', (_rule, state, status, request) => {
    expect(decidePrescribedStatus(state, status)).toEqual(request);
  });
});
