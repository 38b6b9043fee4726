import { describe, expect, it } from 'vitest';
import type { FarmStatus } from '#server/contracts/farm.ts';
import { farmStatus, type FarmCounts } from '#server/domain/farm-status.ts';

const CASES: readonly [string, FarmCounts, FarmStatus][] = [
  ['without workers', { workers: {}, jobs: { active: 1 } }, 'inoperative'],
  [
    'when every worker is offline, in error or new',
    { workers: { offline: 2, error: 1, '': 1 }, jobs: { queued: 1 } },
    'inoperative',
  ],
  ['when a job is active and a worker awake', { workers: { awake: 1, offline: 3 }, jobs: { active: 1 } }, 'active'],
  ['when work waits for workers to wake', { workers: { asleep: 1 }, jobs: { active: 1 } }, 'waiting'],
  ['when a queued job has not started', { workers: { awake: 1 }, jobs: { queued: 1 } }, 'waiting'],
  ['when all sleep and nothing is to do', { workers: { asleep: 2, offline: 1 }, jobs: { completed: 9 } }, 'asleep'],
  ['when a worker is awake and nothing is to do', { workers: { awake: 1, asleep: 2 }, jobs: { paused: 1 } }, 'idle'],
  ['while workers are starting', { workers: { starting: 1 }, jobs: {} }, 'idle'],
];

describe('the farm', () => {
  it.each(CASES)('%s: is as the table says', (_when, counts, status) => {
    expect(farmStatus(counts)).toBe(status);
  });
});
