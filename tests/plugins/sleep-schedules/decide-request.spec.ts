import { describe, expect, it } from 'vitest';
import { decideSavedSchedule } from '#plugins/sleep-schedules/domain/decide-request.ts';
import type { SleepWindows } from '#plugins/sleep-schedules/contract.ts';
import type { StatusRequest, WorkerState } from '#server/domain/worker-state.ts';

const always = { days: [], start: '', end: '' };
const sleeping: SleepWindows = { is_active: true, windows: [always] };
const waking: SleepWindows = { is_active: true, windows: [] };
const off: SleepWindows = { is_active: false, windows: [always] };
const sleep: StatusRequest = { status: 'asleep', lazy: false };
const wake: StatusRequest = { status: 'awake', lazy: false };
const shutDown: StatusRequest = { status: 'offline', lazy: true };
const moment = { now: Date.UTC(2026, 5, 1, 12), timeZone: 'Europe/Amsterdam' };

describe('saving a schedule', () => {
  it.each<[string, WorkerState, SleepWindows | undefined, SleepWindows, StatusRequest | null]>([
    ['sends an awake worker to sleep', { status: 'awake', request: null }, undefined, sleeping, sleep],
    ['wakes an asleep worker', { status: 'asleep', request: null }, sleeping, waking, wake],
    ['overrides what people asked for', { status: 'awake', request: shutDown }, undefined, sleeping, sleep],
    ['applies to an offline worker when it comes back', { status: 'offline', request: wake }, waking, sleeping, sleep],
    ['leaves a worker in error alone', { status: 'error', request: null }, undefined, sleeping, null],
    ['that is inactive does nothing', { status: 'asleep', request: null }, undefined, off, null],
    ['that stays inactive does nothing', { status: 'asleep', request: null }, off, off, null],
    ['that is inactive does not wake an offline worker', { status: 'offline', request: null }, sleeping, off, null],
  ])('%s', (_rule, state, before, after, request) => {
    expect(decideSavedSchedule(state, before, after, moment)).toEqual(request);
  });
});

describe('switching off the schedule that keeps a worker asleep', () => {
  it.each<[string, WorkerState, StatusRequest | null]>([
    ['wakes it', { status: 'asleep', request: null }, wake],
    ['withdraws the request to sleep', { status: 'awake', request: sleep }, null],
    ['wakes one that is starting on its way to sleep', { status: 'starting', request: sleep }, wake],
    ['leaves the next status of an offline one open', { status: 'offline', request: sleep }, null],
    ['does nothing to one that somebody has woken', { status: 'awake', request: null }, null],
    ['keeps what people asked for', { status: 'asleep', request: shutDown }, shutDown],
    ['keeps what people asked of an offline one', { status: 'offline', request: wake }, wake],
    ['leaves one in error alone', { status: 'error', request: null }, null],
  ])('%s', (_rule, state, request) => {
    expect(decideSavedSchedule(state, sleeping, off, moment)).toEqual(request);
  });
});
