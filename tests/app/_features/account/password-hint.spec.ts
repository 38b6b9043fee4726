import { expect, it } from 'vitest';
import { passwordHint } from '#app/_features/account/password-hint.ts';

it.each([
  ['', 0, 'At least 10 characters'],
  ['short', 0, '5 more characters needed'],
  ['ninechars', 0, '1 more character needed'],
  // What looks like one sign counts as one, as it does for the manager.
  ['🦩🦩🦩🦩🦩', 0, '5 more characters needed'],
  ['anna.weaver.1', 1, 'contains your name'],
  ['xxxxxxxxxxxxxxxxxxxx', 1, 'again and again'],
  ['moon staple', 2, 'Longer is better'],
  ['correct horse battery', 3, 'Very good'],
])('%j is at level %i', (password, level, text) => {
  const hint = passwordHint(password, 10, ['anna', 'Anna Weaver']);
  expect(hint.level).toBe(level);
  expect(hint.text).toContain(text);
});
