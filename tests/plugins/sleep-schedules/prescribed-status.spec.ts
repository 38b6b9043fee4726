import { afterEach, describe, expect, it, vi } from 'vitest';
import { configSchema } from '#plugins/sleep-schedules/config.ts';
import { nextCheck, prescribedStatus } from '#plugins/sleep-schedules/domain/prescribed-status.ts';
import type { Day, SleepWindow } from '#plugins/sleep-schedules/contract.ts';

const ZONE = 'Europe/Amsterdam';
const window = (days: string, start: string, end: string): SleepWindow => ({
  days: days.split(' ').filter(Boolean) as Day[],
  start,
  end,
});
const OFFICE = [window('mo tu we th fr', '09:00', '18:00')];
const NIGHT = [window('', '22:00', '06:00')];
const FRIDAY_NIGHT = [window('fr', '22:00', '06:00')];

describe('what a schedule says', () => {
  // 2026-06-01 is a Monday, and clocks are two hours ahead of UTC.
  it.each<[string, SleepWindow[], string, 'awake' | 'asleep']>([
    ['no windows: awake', [], '2026-06-01T12:00+02:00', 'awake'],
    ['a minute before the start', OFFICE, '2026-06-01T08:59+02:00', 'awake'],
    ['the start counts', OFFICE, '2026-06-01T09:00+02:00', 'asleep'],
    ['a moment before the end', OFFICE, '2026-06-01T17:59:59.999+02:00', 'asleep'],
    ['the end does not count', OFFICE, '2026-06-01T18:00+02:00', 'awake'],
    ['another day', OFFICE, '2026-06-06T12:00+02:00', 'awake'],
    ['empty days: every day', [window('', '09:00', '18:00')], '2026-06-06T12:00+02:00', 'asleep'],
    ['empty start: from midnight', [window('mo', '', '08:00')], '2026-06-01T00:00+02:00', 'asleep'],
    ['empty end: until midnight', [window('mo', '20:00', '')], '2026-06-01T23:59+02:00', 'asleep'],
    ['empty end: not after midnight', [window('mo', '20:00', '')], '2026-06-02T00:00+02:00', 'awake'],
    ['both empty: the whole day', [window('mo', '', '')], '2026-06-01T15:00+02:00', 'asleep'],
    ['an end at midnight', [window('mo', '20:00', '00:00')], '2026-06-01T23:59+02:00', 'asleep'],
    ['an end at midnight is over then', [window('mo', '20:00', '00:00')], '2026-06-02T00:00+02:00', 'awake'],
    ['past midnight, before it', NIGHT, '2026-06-01T23:00+02:00', 'asleep'],
    ['past midnight, after it', NIGHT, '2026-06-02T05:59+02:00', 'asleep'],
    ['past midnight, over', NIGHT, '2026-06-02T06:00+02:00', 'awake'],
    ['past midnight belongs to the day it begins on', FRIDAY_NIGHT, '2026-06-06T05:00+02:00', 'asleep'],
    ['and not to the night before', FRIDAY_NIGHT, '2026-06-05T05:00+02:00', 'awake'],
    ['from Sunday into Monday', [window('su', '22:00', '06:00')], '2026-06-01T05:00+02:00', 'asleep'],
    ['start and end the same: never', [window('', '10:00', '10:00')], '2026-06-01T10:00+02:00', 'awake'],
    ['any of several windows', [...OFFICE, ...FRIDAY_NIGHT], '2026-06-06T01:00+02:00', 'asleep'],
    ['between two windows', [...OFFICE, ...NIGHT], '2026-06-01T19:00+02:00', 'awake'],
  ])('%s', (_rule, windows, now, status) => {
    expect(prescribedStatus(windows, Date.parse(now), ZONE)).toBe(status);
  });
});

describe('a schedule is looked at again', () => {
  it.each<[string, SleepWindow[], string, string | null]>([
    ['never, without windows', [], '2026-06-01T12:00+02:00', null],
    ['never, when its window never comes about', [window('', '10:00', '10:00')], '2026-06-01T09:00+02:00', null],
    ['when a window begins', OFFICE, '2026-06-01T08:00+02:00', '2026-06-01T09:00+02:00'],
    ['when it ends, not again at its start', OFFICE, '2026-06-01T09:00+02:00', '2026-06-01T18:00+02:00'],
    ['on the next of its days', OFFICE, '2026-06-05T18:00+02:00', '2026-06-08T09:00+02:00'],
    ['a week later', [window('mo', '09:00', '10:00')], '2026-06-01T10:00+02:00', '2026-06-08T09:00+02:00'],
    ['not at midnight, if a window continues', NIGHT, '2026-06-01T23:00+02:00', '2026-06-02T06:00+02:00'],
    [
      'at midnight, when another whole day begins',
      [window('', '', '')],
      '2026-06-01T12:00+02:00',
      '2026-06-02T00:00+02:00',
    ],
    ['when the first of several changes', [...NIGHT, ...OFFICE], '2026-06-01T03:00+02:00', '2026-06-01T06:00+02:00'],
    [
      'in the middle of another window',
      [...NIGHT, window('tu', '01:00', '02:00')],
      '2026-06-01T23:00+02:00',
      '2026-06-02T01:00+02:00',
    ],
  ])('%s', (_rule, windows, now, next) => {
    expect(nextCheck(windows, Date.parse(now), ZONE)).toBe(next === null ? null : Date.parse(next));
  });
});

/** The moments at which the prescribed status changes, found minute by minute. */
function changes(windows: SleepWindow[], from: string, to: string): string[] {
  const found: string[] = [];
  let before = prescribedStatus(windows, Date.parse(from), ZONE);
  for (let now = Date.parse(from); now <= Date.parse(to); now += 60_000) {
    const status = prescribedStatus(windows, now, ZONE);
    if (status !== before) found.push(`${status} ${new Date(now).toISOString().slice(0, 16)}`);
    before = status;
  }
  return found;
}

/** The same moments, found by going from check to check as the manager does. */
function changesByChecks(windows: SleepWindow[], from: string, to: string): string[] {
  const found: string[] = [];
  let before = prescribedStatus(windows, Date.parse(from), ZONE);
  for (let now = nextCheck(windows, Date.parse(from), ZONE); now !== null && now <= Date.parse(to);) {
    const status = prescribedStatus(windows, now, ZONE);
    if (status !== before) found.push(`${status} ${new Date(now).toISOString().slice(0, 16)}`);
    before = status;
    now = nextCheck(windows, now, ZONE);
  }
  return found;
}

describe('when clocks change', () => {
  const SPRING = ['2026-03-28T12:00Z', '2026-03-29T12:00Z'] as const;
  const AUTUMN = ['2026-10-24T12:00Z', '2026-10-25T12:00Z'] as const;

  it.each<[string, readonly [string, string], SleepWindow[], string[]]>([
    ['a night in spring is an hour shorter', SPRING, NIGHT, ['asleep 2026-03-28T21:00', 'awake 2026-03-29T04:00']],
    ['a night in autumn is an hour longer', AUTUMN, NIGHT, ['asleep 2026-10-24T20:00', 'awake 2026-10-25T05:00']],
    [
      'a start in the skipped hour is when clocks go forward',
      SPRING,
      [window('su', '02:30', '05:00')],
      ['asleep 2026-03-29T01:00', 'awake 2026-03-29T03:00'],
    ],
    [
      'an end in the skipped hour is when clocks go forward',
      SPRING,
      [window('su', '01:00', '02:30')],
      ['asleep 2026-03-29T00:00', 'awake 2026-03-29T01:00'],
    ],
    ['a window in the skipped hour does not happen', SPRING, [window('su', '02:10', '02:50')], []],
    [
      'a window in the hour that occurs twice happens once',
      AUTUMN,
      [window('su', '02:10', '02:50')],
      ['asleep 2026-10-25T00:10', 'awake 2026-10-25T00:50'],
    ],
    [
      'an end in the hour that occurs twice is the first of the two',
      AUTUMN,
      [window('su', '01:00', '02:30')],
      ['asleep 2026-10-24T23:00', 'awake 2026-10-25T00:30'],
    ],
    [
      'consecutive windows leave no gap',
      SPRING,
      [window('sa', '22:00', '02:30'), window('su', '02:30', '06:00')],
      ['asleep 2026-03-28T21:00', 'awake 2026-03-29T04:00'],
    ],
  ])('%s', (_rule, [from, to], windows, expected) => {
    expect(changes(windows, from, to)).toEqual(expected);
    expect(changesByChecks(windows, from, to)).toEqual(expected);
  });
});

describe('the time zone', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it('is that of the machine', () => {
    vi.stubEnv('TZ', 'Europe/Amsterdam');
    expect(configSchema.parse({})).toEqual({ time_zone: 'Europe/Amsterdam' });
    vi.stubEnv('TZ', 'America/New_York');
    expect(configSchema.parse({})).toEqual({ time_zone: 'America/New_York' });
  });

  it('can be set to another one, which must exist', () => {
    expect(configSchema.parse({ time_zone: 'Asia/Tokyo' })).toEqual({ time_zone: 'Asia/Tokyo' });
    expect(configSchema.safeParse({ time_zone: 'Middle-earth/Shire' }).error?.issues[0]?.message).toMatch(/time zone/);
  });
});
