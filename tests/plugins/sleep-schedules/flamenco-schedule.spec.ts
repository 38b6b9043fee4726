import { describe, expect, it } from 'vitest';
import { fromFlamencoSchedule, toFlamencoSchedule } from '#plugins/sleep-schedules/domain/flamenco-schedule.ts';
import type { WorkerSleepSchedule } from '#plugins/sleep-schedules/contract.ts';

const office: WorkerSleepSchedule = {
  is_active: true,
  days_of_week: 'mo we',
  start_time: '09:00',
  end_time: '18:00',
};

describe('a schedule of a Flamenco 3 client', () => {
  it('is returned as it was sent', () => {
    expect(toFlamencoSchedule(fromFlamencoSchedule(office))).toEqual(office);
  });

  it.each<[string, Partial<WorkerSleepSchedule>, Partial<WorkerSleepSchedule>]>([
    ['may write days in full, in any case and order', { days_of_week: 'Wednesday  MONDAY mo' }, {}],
    ['may leave days and times empty', { days_of_week: '', start_time: '', end_time: ' ' }, { end_time: '' }],
    ['may leave out zeros', { start_time: '9:0' }, { start_time: '09:00' }],
    ['may end before it starts, and is not turned around', { start_time: '22:00', end_time: '06:00' }, {}],
  ])('%s', (_rule, change, shown) => {
    const back = toFlamencoSchedule(fromFlamencoSchedule({ ...office, ...change }));
    const days = change.days_of_week === '' ? '' : 'mo we';
    expect(back).toEqual({ ...office, ...change, days_of_week: days, ...shown });
  });

  it.each<[Partial<WorkerSleepSchedule>, RegExp]>([
    [{ start_time: '24:61' }, /^start_time: "24:61" is not a time of day/],
    [{ start_time: '24:00' }, /^start_time: /],
    [{ end_time: '12:60' }, /^end_time: "12:60"/],
    [{ end_time: 'noon' }, /^end_time: "noon"/],
    [{ end_time: '-1:00' }, /^end_time: /],
    [{ days_of_week: 'mo xx' }, /^days_of_week: "xx" is not one of mo, tu, we, th, fr, sa, su/],
  ])('is refused with %o, naming the field', (change, message) => {
    expect(() => fromFlamencoSchedule({ ...office, ...change })).toThrow(message);
  });
});

it('a schedule of several windows is shown to Flamenco 3 clients as its first, and one of none as inactive', () => {
  const windows = [
    { days: ['fr' as const], start: '22:00', end: '06:00' },
    { days: [], start: '12:00', end: '13:00' },
  ];
  expect(toFlamencoSchedule({ is_active: true, windows })).toEqual({
    is_active: true,
    days_of_week: 'fr',
    start_time: '22:00',
    end_time: '06:00',
  });
  expect(toFlamencoSchedule({ is_active: true, windows: [] }).is_active).toBe(false);
});
