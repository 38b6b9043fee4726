import { describe, expect, it } from 'vitest';
import { WORKER_STATUSES } from '#server/contracts/worker.ts';
import { isTaskOverdue, isWorkerOverdue, overdueBefore } from '#server/domain/timeouts.ts';

const now = Date.parse('2026-11-05T12:00:00.000Z');
const minuteAgo = '2026-11-05T11:59:00.000Z';
const justNow = '2026-11-05T11:59:59.999Z';

describe('time-outs', () => {
  it('strike when the time is up, not before', () => {
    expect(isTaskOverdue({ status: 'active', lastTouchedAt: minuteAgo }, { now, timeoutMs: 60_000 })).toBe(true);
    expect(isTaskOverdue({ status: 'active', lastTouchedAt: justNow }, { now, timeoutMs: 60_000 })).toBe(false);
    expect(isTaskOverdue({ status: 'active', lastTouchedAt: minuteAgo }, { now, timeoutMs: 60_001 })).toBe(false);
  });

  it('strike active tasks only', () => {
    expect(isTaskOverdue({ status: 'queued', lastTouchedAt: minuteAgo }, { now, timeoutMs: 1 })).toBe(false);
  });

  it('strike all workers but those that are offline, in error, or never signed on', () => {
    const struck = ['' as const, ...WORKER_STATUSES].filter((status) =>
      isWorkerOverdue({ status, lastSeenAt: minuteAgo }, { now, timeoutMs: 60_000 }),
    );
    expect(struck).toEqual(['starting', 'awake', 'asleep', 'testing', 'restart']);
  });

  it('are off at 0, each for itself', () => {
    expect(overdueBefore(now, 0)).toBeNull();
    expect(isWorkerOverdue({ status: 'awake', lastSeenAt: minuteAgo }, { now, timeoutMs: 0 })).toBe(false);
    expect(isTaskOverdue({ status: 'active', lastTouchedAt: null }, { now, timeoutMs: 0 })).toBe(false);
  });
});
