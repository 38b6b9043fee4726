import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatGoDuration, parseGoDuration } from '#server/domain/duration.ts';

describe('durations in Go notation', () => {
  it.each([
    ['90s', 90_000],
    ['1h30m', 5_400_000],
    ['744h', 2_678_400_000],
    ['10m0s', 600_000],
    ['1.5s', 1500],
    ['.5s', 500],
    ['2ms500us', 2.5],
    ['3µs', 0.003],
    ['-1m', -60_000],
    ['+1m', 60_000],
    ['0', 0],
    ['-0s', 0],
  ])('%s is %d milliseconds', (text, milliseconds) => {
    expect(parseGoDuration(text)).toBe(milliseconds);
  });

  it.each(['', '-', '10', '10 minutes', '1d', '1h 30m', ' 1h', '.', '.s', 's', '1e3s', '1H', '99999999h'])(
    '"%s" is not a duration',
    (text) => {
      expect(parseGoDuration(text)).toBeUndefined();
    },
  );

  it.each([
    [0, '0s'],
    [600_000, '10m0s'],
    [86_400_000, '24h0m0s'],
    [2_678_400_000, '744h0m0s'],
    [90_000, '1m30s'],
    [1500, '1.5s'],
    [250, '250ms'],
    [2.5, '2.5ms'],
    [0.003, '3µs'],
    [0.0000025, '3ns'],
    [-60_000, '-1m0s'],
  ])('%d milliseconds are written as %s', (milliseconds, text) => {
    expect(formatGoDuration(milliseconds)).toBe(text);
  });

  it('what is written reads back as the same duration', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), (milliseconds) => {
        expect(parseGoDuration(formatGoDuration(milliseconds))).toBe(milliseconds === 0 ? 0 : milliseconds);
      }),
    );
  });
});
