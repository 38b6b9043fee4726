import { describe, expect, it } from 'vitest';
import { TASK_STATUSES } from '#server/contracts/task.ts';
import { WORKER_STATUSES } from '#server/contracts/worker.ts';
import { isTaskOverdue, isWorkerOverdue, overdueBefore } from '#server/domain/timeouts.ts';

const now = Date.parse('2026-11-05T12:00:00.000Z');
const before = overdueBefore(now, 60_000) ?? '';
const minuteAgo = '2026-11-05T11:59:00.000Z';
const aMomentLater = '2026-11-05T11:59:00.001Z';

describe('time-outs', () => {
  it('apply to a task when its time is up, not before, and at once if no worker is on it', () => {
    expect(isTaskOverdue({ status: 'active', lastTouchedAt: minuteAgo }, before)).toBe(true);
    expect(isTaskOverdue({ status: 'active', lastTouchedAt: aMomentLater }, before)).toBe(false);
    expect(isTaskOverdue({ status: 'active', lastTouchedAt: null }, before)).toBe(true);
  });

  it('apply to a worker when its time is up, not before, and at once if it was never heard from', () => {
    expect(isWorkerOverdue({ status: 'awake', lastSeenAt: minuteAgo }, before)).toBe(true);
    expect(isWorkerOverdue({ status: 'awake', lastSeenAt: aMomentLater }, before)).toBe(false);
    expect(isWorkerOverdue({ status: 'awake', lastSeenAt: null }, before)).toBe(true);
  });

  it('apply only to active tasks', () => {
    const struck = TASK_STATUSES.filter((status) => isTaskOverdue({ status, lastTouchedAt: minuteAgo }, before));
    expect(struck).toEqual(['active']);
  });

  it('apply to all workers except those that are offline, have an error, or never signed on', () => {
    const struck = ['' as const, ...WORKER_STATUSES].filter((status) =>
      isWorkerOverdue({ status, lastSeenAt: minuteAgo }, before),
    );
    expect(struck).toEqual(['starting', 'awake', 'asleep', 'testing', 'restart']);
  });

  it('are turned off by 0', () => {
    expect(overdueBefore(now, 0)).toBeNull();
  });
});
