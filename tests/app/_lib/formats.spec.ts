import { describe, expect, test } from 'vitest';
import { formatAgo, formatBytes, formatDuration, formatNoun } from '#app/_lib/formats.ts';

const NOW = Date.parse('2026-11-24T12:00:00.000Z');

describe('times ago', () => {
  test.each([
    ['2026-11-24T11:59:58.000Z', 'just now'],
    ['2026-11-24T12:00:30.000Z', 'just now'],
    ['2026-11-24T11:59:18.000Z', '42 s ago'],
    ['2026-11-24T11:57:00.000Z', '3 min ago'],
    ['2026-11-24T11:00:00.000Z', '1 hour ago'],
    ['2026-11-22T11:00:00.000Z', '2 days ago'],
    ['2024-11-22T11:00:00.000Z', '2 years ago'],
    ['not a time', 'unknown'],
  ])('%s reads "%s"', (iso, words) => expect(formatAgo(iso, NOW)).toBe(words));
});

describe('durations', () => {
  test.each([
    [-5, '0 s'],
    [340, '340 ms'],
    [4200, '4.2 s'],
    [42_900, '42 s'],
    [185_000, '3 min 05 s'],
    [8_040_000, '2 h 14 min'],
    [273_600_000, '3 d 04 h'],
  ])('%i ms reads "%s"', (ms, words) => expect(formatDuration(ms)).toBe(words));
});

test('sizes are in binary units', () => {
  expect([0, 812, 14_541, 5_242_880].map(formatBytes)).toEqual(['0 B', '812 B', '14.2 KiB', '5.0 MiB']);
});

test('one is singular, everything else is plural, and thousands are grouped', () => {
  expect([0, 1, 10_000].map((count) => formatNoun(count, 'job'))).toEqual(['0 jobs', '1 job', '10,000 jobs']);
});
