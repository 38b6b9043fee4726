import { describe, expect, test } from 'vitest';
import type { FarmEvent, FarmEvents, FarmEventType } from '#server/contracts/event.ts';
import { flamencoEvents } from '#server/events/flamenco-event.ts';
import { aJob, EARLIER, LATER, taskChanged, workerChanged } from '#tests/support/told.ts';

/** The broadcasts about an event with this payload. */
function told<T extends FarmEventType>(type: T, payload: FarmEvents[T]) {
  return flamencoEvents({ seq: 1, at: LATER, by: { kind: 'manager' }, type, payload } as FarmEvent);
}

const JOB = {
  id: 'a',
  name: 'job a',
  updated: EARLIER,
  status: 'active',
  type: 'echo-sleep-test',
  priority: 50,
  steps_completed: 0,
  steps_total: 10,
};
const onJobs = (payload: object) => ({ topic: '/jobs', name: '/jobs', payload });

describe('what Flamenco 3 tells of a job', () => {
  test('is its state when it is submitted, without a previous status', () => {
    expect(told('job.submitted', { job: aJob('a'), changed: [] })).toEqual([onJobs({ ...JOB, refresh_tasks: false })]);
  });

  test('is the previous status when that changed, and whether many tasks did', () => {
    const payload = { job: aJob('a'), previous_status: 'queued', changed: ['status', 'tasks'] } as const;
    expect(told('job.changed', { ...payload, changed: [...payload.changed] })).toEqual([
      onJobs({ ...JOB, previous_status: 'queued', refresh_tasks: true }),
    ]);
  });

  test('is a requested deletion, and then the deletion with zero values', () => {
    const job = aJob('a', { delete_requested_at: LATER });
    expect(told('job.changed', { job, changed: ['delete_requested_at'] })).toEqual([
      onJobs({ ...JOB, refresh_tasks: false, delete_requested_at: LATER }),
    ]);
    expect(told('job.deleted', { job, changed: [] })).toEqual([
      onJobs({
        id: 'a',
        updated: '0001-01-01T00:00:00Z',
        status: '',
        type: '',
        priority: 0,
        steps_completed: 0,
        steps_total: 0,
        refresh_tasks: false,
        was_deleted: true,
      }),
    ]);
  });

  test.each([['keep'], ['failure_policy'], ['blocks']])(
    'is nothing when its %s changed, which is ours alone',
    (name) => {
      expect(told('job.changed', { job: aJob('a'), changed: [name] })).toEqual([]);
    },
  );
});

describe('what Flamenco 3 tells of a task', () => {
  const worker = { id: 'w', name: 'node-01' };
  const TASK = { id: 't', job_id: 'j', name: 'render-1', updated: LATER, activity: '', steps_total: 1 };

  test('is its new status with the previous one and its worker, for those who follow the job', () => {
    const payload = taskChanged('t', 1, { status: 'active', worker }, { previous_status: 'queued' });
    expect(told('task.changed', payload)).toEqual([
      {
        topic: '/jobs/j',
        name: '/task',
        payload: {
          ...TASK,
          status: 'active',
          steps_completed: 0,
          previous_status: 'queued',
          worker: { name: 'node-01', uuid: 'w' },
        },
      },
    ]);
  });

  test('is also how far the job has got, if steps were completed', () => {
    const payload = taskChanged('t', 1, { status: 'active', steps_completed: 1 }, { previous_steps: 0 });
    expect(told('task.changed', payload)).toEqual([
      onJobs({ ...JOB, id: 'j', name: 'job j', refresh_tasks: false }),
      { topic: '/jobs/j', name: '/task', payload: { ...TASK, status: 'active', steps_completed: 1 } },
    ]);
  });

  test('is nothing if neither its status nor its steps changed', () => {
    expect(told('task.changed', taskChanged('t', 1, { activity: 'Rendering' }))).toEqual([]);
  });
});

describe('what Flamenco 3 tells of a worker', () => {
  const WORKER = {
    id: 'w',
    name: 'worker w',
    updated: LATER,
    status: 'awake',
    version: '1',
    can_restart: false,
    last_seen: EARLIER,
  };
  const onWorkers = (payload: object) => [{ topic: '/workers', name: '/workers', payload }];

  test('is a reported status, even if it is the same as before, and a pending request', () => {
    const status_change = { status: 'asleep', is_lazy: true } as const;
    expect(told('worker.changed', workerChanged('w', { status_change }, { previous_status: 'awake' }))).toEqual(
      onWorkers({ ...WORKER, previous_status: 'awake', status_change }),
    );
  });

  test('is a first sign-on, before which it had no status', () => {
    const payload = workerChanged('w', { status: 'starting', last_seen: null }, { previous_status: '' });
    const { last_seen: _, ...unseen } = WORKER;
    expect(told('worker.changed', payload)).toEqual(onWorkers({ ...unseen, status: 'starting' }));
  });

  test('is that it was handed a task, and that it was removed', () => {
    expect(told('worker.changed', workerChanged('w', {}, { changed: ['task'] }))).toEqual(onWorkers(WORKER));
    expect(told('worker.changed', workerChanged('w', {}, { changed: ['removed'] }))).toEqual(
      onWorkers({ ...WORKER, deleted_at: LATER }),
    );
  });

  test.each([['check'], ['approval']])('is nothing of its %s, which is ours alone', (name) => {
    expect(told('worker.changed', workerChanged('w', {}, { changed: [name] }))).toEqual([]);
  });
});

test('Flamenco 3 announces tags, and nothing but the id of a tag that was removed', () => {
  const tag = { id: 'g', name: 'GPU', description: '' };
  const onTags = (payload: object) => [{ topic: '/workertags', name: '/workertags', payload }];
  expect(told('worker-tag.changed', { tag })).toEqual(onTags({ tag: { id: 'g', name: 'GPU' } }));
  expect(told('worker-tag.changed', { tag: { ...tag, description: 'cards' } })).toEqual(
    onTags({ tag: { id: 'g', name: 'GPU', description: 'cards' } }),
  );
  expect(told('worker-tag.changed', { tag, removed: true })).toEqual(
    onTags({ tag: { id: 'g', name: '' }, was_deleted: true }),
  );
});

test('Flamenco 3 announces a picture twice, and the farm and the manager once', () => {
  const thumbnail = { base: '/job-files/job-a', suffixes: ['tiny.jpg'] };
  const payload = { job_id: 'a', thumbnail };
  expect(told('last-rendered.updated', { job: { id: 'a', name: 'x' }, thumbnail })).toEqual([
    { topic: '/jobs/a/last-rendered', name: '/last-rendered', payload },
    { topic: '/last-rendered', name: '/last-rendered', payload },
  ]);
  expect(told('farm-status.changed', { status: 'idle', previous_status: 'active' })).toEqual([
    { topic: '/status', name: '/status', payload: { status: 'idle' } },
  ]);
  expect(told('manager.life-cycle', { type: 'manager-startup' })).toEqual([
    { topic: '/lifecycle', name: '/lifecycle', payload: { type: 'manager-startup' } },
  ]);
});

test('it announces nothing about our own settings and dead letters', () => {
  expect(told('settings.changed', { keys: ['manager_name'] })).toEqual([]);
});
