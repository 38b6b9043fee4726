import { expect, it } from 'vitest';
import { plainUserCode, shownUserCode } from '#shared/user-code.ts';

it.each([
  ['BCDF-GHJK', 'BCDFGHJK'],
  [' bcdf ghjk ', 'BCDFGHJK'],
  ['b.c.d.f.g.h.j.k', 'BCDFGHJK'],
  ['', ''],
])('%j is typed for the code %j', (typed, plain) => {
  expect(plainUserCode(typed)).toBe(plain);
});

it.each([
  ['BCDFGHJK', 'BCDF-GHJK'],
  ['BCDFG', 'BCDF-G'],
  ['BCDF', 'BCDF'],
])('%s is shown as %s', (plain, shown) => {
  expect(shownUserCode(plain)).toBe(shown);
});
