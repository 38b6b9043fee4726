import { expect, test } from 'vitest';
import { visibleText } from '#app/_lib/visible-text.ts';

test.each([
  ['photo_\u202Egpj.exe', 'photo_‹U+202E›gpj.exe'],
  ['a\u2066b\u2069', 'a‹U+2066›b‹U+2069›'],
  ['a\u200Bdmin', 'a‹U+200B›dmin'],
  ['\u001B[31mred', '‹U+001B›[31mred'],
])('%j is shown as %s', (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});

test.each(['shot_010', 'Blåbær', 'שלום עולם', '👩‍🚒 crew', 'two\n\tlines', 'می‌خواهم', ''])(
  '%j is shown as it is',
  (text) => {
    expect(visibleText(text)).toBe(text);
  },
);
