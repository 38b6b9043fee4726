import { describe, expect, it } from 'vitest';
import { WORKER_STATUSES } from '#server/contracts/worker.ts';
import {
  decideSignOff,
  decideSignOn,
  decideStatusReport,
  decideStatusRequest,
  decideWorkerTimeout,
  mayKeepRunning,
  pendingStatus,
  taskGate,
  type StatusRequest,
  type WorkerState,
} from '#server/domain/worker-state.ts';

const sleepNow: StatusRequest = { status: 'asleep', lazy: false };
const sleepLater: StatusRequest = { status: 'asleep', lazy: true };
const awake: WorkerState = { status: 'awake', request: null };

describe('a worker that signs on', () => {
  it('gets the status it was asked for, or else that of its schedule, or else "awake"', () => {
    expect(decideSignOn({ status: 'offline', request: sleepLater }, 'awake').goTo).toBe('asleep');
    expect(decideSignOn({ status: 'offline', request: null }, 'asleep').goTo).toBe('asleep');
    expect(decideSignOn({ status: '', request: null }, null).goTo).toBe('awake');
  });

  it('is starting, keeps its request, and gives back the tasks it still had', () => {
    expect(decideSignOn({ status: 'awake', request: sleepNow }, null)).toMatchObject({
      status: 'starting',
      request: sleepNow,
      returnTasks: true,
    });
  });
});

describe('a worker that signs off', () => {
  it.each<[string, WorkerState, StatusRequest | null]>([
    ['remembers that it was awake', awake, { status: 'awake', lazy: false }],
    [
      'remembers that it was asleep after it was asked to go',
      { status: 'asleep', request: { status: 'offline', lazy: true } },
      sleepNow,
    ],
    ['remembers nothing when it was in error', { status: 'error', request: { status: 'restart', lazy: false } }, null],
    ['keeps another request', { status: 'awake', request: sleepLater }, sleepLater],
  ])('%s', (_rule, state, request) => {
    expect(decideSignOff(state)).toEqual({ status: 'offline', request, returnTasks: true });
  });
});

describe('a worker that reports its status', () => {
  it('fulfils a request only with the requested status', () => {
    expect(decideStatusReport({ status: 'awake', request: sleepLater }, 'asleep').request).toBeNull();
    expect(decideStatusReport({ status: 'starting', request: sleepLater }, 'awake').request).toEqual(sleepLater);
  });

  it('gives its tasks back when it stops being awake', () => {
    for (const status of WORKER_STATUSES) {
      expect(decideStatusReport(awake, status).returnTasks).toBe(status !== 'awake');
      expect(decideStatusReport({ status: 'starting', request: null }, status).returnTasks).toBe(false);
    }
  });
});

describe('a worker that asks for a task', () => {
  it('gets one only if it is awake and nothing else is asked of it', () => {
    expect(taskGate(awake)).toEqual({ answer: 'ok' });
    expect(taskGate({ status: 'error', request: sleepLater })).toEqual({ answer: 'change-status', status: 'asleep' });
    for (const status of ['', ...WORKER_STATUSES.filter((one) => one !== 'awake' && one !== 'error')] as const) {
      expect(taskGate({ status, request: null }).answer).toBe('wrong-status');
    }
  });

  it('is told to be awake if it was given up as silent and asks again', () => {
    expect(taskGate({ status: 'error', request: null })).toEqual({ answer: 'change-status', status: 'awake' });
  });

  it('is told about lazy requests, too', () => {
    expect(pendingStatus({ status: 'asleep', request: { status: 'awake', lazy: true } })).toBe('awake');
    expect(pendingStatus(awake)).toBeNull();
  });
});

describe('a worker may continue its task', () => {
  const task = { status: 'active', isTheirs: true } as const;

  it('while the task is active and its own, even if it is asked to leave once the task is done', () => {
    expect(mayKeepRunning(awake, task)).toEqual({ mayKeepRunning: true, reason: '', statusChangeRequested: false });
    expect(mayKeepRunning({ status: 'awake', request: sleepLater }, task).mayKeepRunning).toBe(true);
  });

  it('but has to stop if the task is gone, taken or ended, or if it is asked to leave at once', () => {
    expect(mayKeepRunning(awake, null)).toMatchObject({ mayKeepRunning: false, statusChangeRequested: false });
    expect(mayKeepRunning({ status: 'awake', request: sleepNow }, task)).toMatchObject({
      mayKeepRunning: false,
      statusChangeRequested: true,
    });
    expect(mayKeepRunning(awake, { ...task, isTheirs: false }).reason).toMatch(/no longer/);
    expect(mayKeepRunning(awake, { ...task, status: 'canceled' }).reason).toMatch(/canceled/);
  });
});

describe('a person asks a worker for a status', () => {
  it('and the newest request counts', () => {
    expect(
      decideStatusRequest({ status: 'awake', request: sleepNow }, { status: 'offline', lazy: true }, false),
    ).toEqual({
      answer: 'ok',
      request: { status: 'offline', lazy: true },
    });
  });

  it('and asking for the one it has takes the request back', () => {
    expect(
      decideStatusRequest({ status: 'awake', request: sleepNow }, { status: 'awake', lazy: false }, false),
    ).toEqual({ answer: 'ok', request: null });
  });

  it('but not to restart when it cannot, nor for statuses that only come about', () => {
    expect(decideStatusRequest(awake, { status: 'restart', lazy: false }, false).answer).toBe('cannot-restart');
    expect(decideStatusRequest(awake, { status: 'restart', lazy: false }, true).answer).toBe('ok');
    for (const status of ['starting', 'error', 'testing'] as const) {
      expect(decideStatusRequest(awake, { status, lazy: false }, true).answer).toBe('impossible');
    }
  });
});

it('a worker that was not heard from gets an error, has no request, and loses its tasks', () => {
  expect(decideWorkerTimeout()).toEqual({ status: 'error', request: null, returnTasks: true });
});
