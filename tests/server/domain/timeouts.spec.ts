import { describe, expect, it } from 'vitest';
import { TASK_STATUSES } from '#server/contracts/task.ts';
import { WORKER_STATUSES } from '#server/contracts/worker.ts';
import { isTaskOverdue, isWorkerOverdue, overdueBefore } from '#server/domain/timeouts.ts';

const now = Date.parse('2026-11-05T12:00:00.000Z');
const before = overdueBefore(now, 60_000) ?? '';
const minuteAgo = '2026-11-05T11:59:00.000Z';
const aMomentLater = '2026-11-05T11:59:00.001Z';

describe('time-outs', () => {
  it('strike a task when the time is up, not before, and at once when nobody is on it', () => {
    expect(isTaskOverdue({ status: 'active', lastTouchedAt: minuteAgo }, before)).toBe(true);
    expect(isTaskOverdue({ status: 'active', lastTouchedAt: aMomentLater }, before)).toBe(false);
    expect(isTaskOverdue({ status: 'active', lastTouchedAt: null }, before)).toBe(true);
  });

  it('strike a worker when the time is up, not before, and at once when it was never heard of', () => {
    expect(isWorkerOverdue({ status: 'awake', lastSeenAt: minuteAgo }, before)).toBe(true);
    expect(isWorkerOverdue({ status: 'awake', lastSeenAt: aMomentLater }, before)).toBe(false);
    expect(isWorkerOverdue({ status: 'awake', lastSeenAt: null }, before)).toBe(true);
  });

  it('strike active tasks only', () => {
    const struck = TASK_STATUSES.filter((status) => isTaskOverdue({ status, lastTouchedAt: minuteAgo }, before));
    expect(struck).toEqual(['active']);
  });

  it('strike all workers but those that are offline, in error, or never signed on', () => {
    const struck = ['' as const, ...WORKER_STATUSES].filter((status) =>
      isWorkerOverdue({ status, lastSeenAt: minuteAgo }, before),
    );
    expect(struck).toEqual(['starting', 'awake', 'asleep', 'testing', 'restart']);
  });

  it('are off at 0', () => {
    expect(overdueBefore(now, 0)).toBeNull();
  });
});
