import { describe, expect, test } from 'vitest';
import { Attempts } from '#server/accounts/attempts.ts';

const FIRST = '192.0.2.7';

/** How often somebody may try. */
function tries(attempts: Attempts, name: (count: number) => string, address: (count: number) => string): number {
  for (let count = 0; count < 1_000; count++) {
    try {
      attempts.count(name(count), address(count));
    } catch (error) {
      expect(error).toMatchObject({ code: 'too-many' });
      return count;
    }
  }
  return Infinity;
}

test.each([
  ['one name from one address', () => 'anna', () => FIRST, 10],
  ['one name from one IPv6 network', () => 'anna', (count: number) => `2001:db8::${count}`, 10],
  ['many names from one address', (count: number) => `name-${count}`, () => FIRST, 60],
  ['one name from everywhere', () => 'anna', (count: number) => `10.0.${count >> 8}.${count & 255}`, 100],
])('%s can be tried only so often', (_what, name, address, expected) => {
  expect(tries(new Attempts(), name, address)).toBe(expected);
});

test('whoever succeeds is not counted', () => {
  const attempts = new Attempts();
  for (let count = 0; count < 200; count++) attempts.count('anna', FIRST)();
  expect(
    tries(
      attempts,
      () => 'anna',
      () => FIRST,
    ),
  ).toBe(10);
});

test('one name that was tried too often leaves the others from there alone', () => {
  const attempts = new Attempts();
  tries(
    attempts,
    () => 'anna',
    () => FIRST,
  );
  expect(() => attempts.count('bert', FIRST)).not.toThrow();
});

describe('nobody else can keep somebody out', () => {
  const HOME = '192.0.2.99';

  test('of where they got in before, by trying their name from everywhere', () => {
    const attempts = new Attempts();
    attempts.count('anna', HOME)();
    for (let count = 0; count < 500; count++) {
      try {
        attempts.count('anna', `10.1.${count >> 8}.${count & 255}`);
      } catch {
        break;
      }
    }
    expect(() => attempts.count('anna', '10.9.9.9')).toThrow('too often');
    expect(() => attempts.count('anna', HOME)).not.toThrow();
    expect(
      tries(
        attempts,
        () => 'anna',
        () => HOME,
      ),
    ).toBe(9);
  });

  test('of where they got in before, by trying other names from there', () => {
    const attempts = new Attempts();
    attempts.count('anna', HOME)();
    tries(
      attempts,
      (count) => `name-${count}`,
      () => HOME,
    );
    expect(() => attempts.count('bert', HOME)).toThrow('too often');
    expect(() => attempts.count('anna', HOME)).not.toThrow();
  });

  test('from a link, by trying others from elsewhere', () => {
    const attempts = new Attempts();
    for (let count = 0; count < 500; count++) attempts.countSecret('link', `10.1.${count >> 8}.${count & 255}`);
    expect(() => attempts.countSecret('link', HOME)).not.toThrow();
    for (let count = 1; count < 10; count++) attempts.countSecret('link', HOME);
    expect(() => attempts.countSecret('link', HOME)).toThrow('too often');
  });
});
