import { expect, test } from 'vitest';
import { Allowance } from '#server/access/allowance.ts';
import { networkOf } from '#server/access/network-of.ts';

test('an allowance is used up, says when there is more, and comes back', () => {
  let now = 0;
  const allowance = new Allowance({ most: 2, perMinute: 6 }, () => now);
  expect([allowance.take('a'), allowance.take('a'), allowance.take('a'), allowance.take('b')]).toEqual([0, 0, 10, 0]);
  now = 9_000;
  expect(allowance.take('a')).toBe(1);
  now = 10_000;
  expect([allowance.take('a'), allowance.take('a')]).toEqual([0, 10]);
  now = 10_000_000;
  expect([allowance.take('a'), allowance.take('a'), allowance.take('a')]).toEqual([0, 0, 10]);
});

test('what was all right does not count', () => {
  const allowance = new Allowance({ most: 1, perMinute: 1 }, () => 0);
  for (let n = 0; n < 5; n += 1) {
    expect(allowance.take('a')).toBe(0);
    allowance.giveBack('a');
  }
});

test.each([
  ['10.1.2.3', '10.1.2.3'],
  ['', ''],
  ['::1', '0:0:0:0::/64'],
  ['2001:db8:0:1:2:3:4:5', '2001:db8:0:1::/64'],
  ['2001:0db8::ff', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('the address %s counts for the network %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
