import { expect, it } from 'vitest';
import type { FarmStatus } from '#server/contracts/farm.ts';
import { farmStatus, type FarmCounts } from '#server/domain/farm-status.ts';

const CASES: readonly [string, FarmStatus, FarmCounts][] = [
  ['without workers', 'inoperative', { workers: {}, jobs: { active: 1 } }],
  [
    'whose workers are all offline, in error or new',
    'inoperative',
    { workers: { offline: 2, error: 1, '': 1 }, jobs: { queued: 1 } },
  ],
  ['with an active job and an awake worker', 'active', { workers: { awake: 1, offline: 3 }, jobs: { active: 1 } }],
  ['whose work is waiting for workers to wake up', 'waiting', { workers: { asleep: 1 }, jobs: { active: 1 } }],
  ['with a queued job that has not started', 'waiting', { workers: { awake: 1 }, jobs: { queued: 1 } }],
  ['with nothing to do and sleeping workers', 'asleep', { workers: { asleep: 2, offline: 1 }, jobs: { completed: 9 } }],
  ['with nothing to do and an awake worker', 'idle', { workers: { awake: 1, asleep: 2 }, jobs: { paused: 1 } }],
  ['with nothing to do while workers start', 'idle', { workers: { starting: 1 }, jobs: {} }],
];

it.each(CASES)('a farm %s is %s', (_what, status, counts) => {
  expect(farmStatus(counts)).toBe(status);
});
