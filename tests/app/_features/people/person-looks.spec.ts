import { expect, test } from 'vitest';
import { isFound, personState } from '#app/_features/people/person-looks.ts';
import type { PersonRow } from '#server/contracts/web/account.ts';

const ANNA: PersonRow = {
  id: 'anna',
  name: 'anna',
  display_name: 'Anna',
  email: null,
  role: 'artist',
  disabled: false,
  two_factor: false,
  created_at: '2026-01-05T12:00:00Z',
  signed_in_at: null,
  has_password: false,
};

test.each([
  ['was invited, and has not come yet', {}, 'invited'],
  ['has a password', { has_password: true }, 'active'],
  ['has signed in elsewhere, and has none', { signed_in_at: '2026-01-06T12:00:00Z' }, 'active'],
  ['is kept out', { disabled: true, has_password: true }, 'disabled'],
])('somebody who %s is shown as that', (_what, change, state) => {
  expect(personState({ ...ANNA, ...change })).toBe(state);
});

const WEAVER: PersonRow = { ...ANNA, display_name: 'Anna Weaver', email: 'aw@studio.example', role: 'wrangler' };

test.each(['', 'ANN', 'weaver', '@studio', 'wrangler', 'invited'])('somebody is found by %j', (search) => {
  expect(isFound(WEAVER, search)).toBe(true);
});

test.each(['artist', 'active', 'otto', 'anna  weaver'])('somebody is not found by %j', (search) => {
  expect(isFound(WEAVER, search)).toBe(false);
});
