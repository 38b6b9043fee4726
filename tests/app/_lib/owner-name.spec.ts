import { expect, test } from 'vitest';
import { ownerName } from '#app/_lib/owner-name.ts';

const ANNA = { id: 'p-1', display_name: 'Anna Example' };

test.each([
  ['nobody’s', null, [ANNA], 'nobody'],
  ['a person’s', 'p-1', [ANNA], 'Anna Example'],
  ['of a person who was removed', 'p-2', [ANNA], 'somebody who left'],
  ['a person’s, while the people are being fetched', 'p-1', undefined, '…'],
])('a job that is %s says so', (_whose, id, people, name) => {
  expect(ownerName(id, people)).toBe(name);
});
