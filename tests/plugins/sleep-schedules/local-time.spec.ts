import { describe, expect, it } from 'vitest';
import { localDay, momentOf, weekdayOf } from '#plugins/sleep-schedules/domain/local-time.ts';

const AMSTERDAM = 'Europe/Amsterdam';
const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000;
const at = (date: string, time: string, zone = AMSTERDAM) => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return new Date(momentOf(dayOf(date), hours * 60 + minutes, zone)).toISOString();
};

describe('a time on the clocks of a time zone', () => {
  it.each([
    ['winter', '2026-01-15', '12:00', '2026-01-15T11:00:00.000Z'],
    ['summer', '2026-07-15', '12:00', '2026-07-15T10:00:00.000Z'],
    ['just before clocks go forward', '2026-03-29', '01:59', '2026-03-29T00:59:00.000Z'],
    ['in the skipped hour', '2026-03-29', '02:00', '2026-03-29T01:00:00.000Z'],
    ['in the skipped hour, later', '2026-03-29', '02:45', '2026-03-29T01:00:00.000Z'],
    ['just after clocks went forward', '2026-03-29', '03:00', '2026-03-29T01:00:00.000Z'],
    ['that occurs twice, the first time', '2026-10-25', '02:30', '2026-10-25T00:30:00.000Z'],
    ['just after the hour that occurs twice', '2026-10-25', '03:00', '2026-10-25T02:00:00.000Z'],
  ])('%s: %s %s is %s', (_when, date, time, moment) => {
    expect(at(date, time)).toBe(moment);
  });

  it.each([
    ['Asia/Kolkata', '2026-05-01', '00:00', '2026-04-30T18:30:00.000Z'],
    ['America/Los_Angeles', '2026-03-08', '02:30', '2026-03-08T10:00:00.000Z'],
    // Clocks go forward by only half an hour.
    ['Australia/Lord_Howe', '2026-10-04', '02:15', '2026-10-03T15:30:00.000Z'],
    ['UTC', '2026-03-29', '02:30', '2026-03-29T02:30:00.000Z'],
  ])('is right in %s', (zone, date, time, moment) => {
    expect(at(date, time, zone)).toBe(moment);
  });

  it('belongs to the day of that zone', () => {
    const lateInNewYork = Date.parse('2026-06-01T02:00:00Z');
    expect(localDay(lateInNewYork, 'America/New_York')).toBe(dayOf('2026-05-31'));
    expect(localDay(lateInNewYork, AMSTERDAM)).toBe(dayOf('2026-06-01'));
  });
});

it('weekdays count from Monday, also before 1970', () => {
  expect(weekdayOf(dayOf('2026-11-23'))).toBe(0);
  expect(weekdayOf(dayOf('2026-11-29'))).toBe(6);
  expect(weekdayOf(dayOf('1969-12-29'))).toBe(0);
});
