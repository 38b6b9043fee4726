import { expect, it } from 'vitest';
import { withUnixLineEnds } from '#shared/unix-line-ends.ts';

const unix = (text: string) => Buffer.from(withUnixLineEnds(Buffer.from(text))).toString();

it.each([
  ['set -eu\r\necho\r\n', 'set -eu\necho\n'],
  ['one\ntwo\n', 'one\ntwo\n'],
  ['a carriage return \r alone\r', 'a carriage return \r alone\r'],
  ['\r\n\r\r\n', '\n\r\n'],
  ['Schöne Grüße\r\n', 'Schöne Grüße\n'],
  ['', ''],
])('the line ends of %j are those of %j', (text, expected) => {
  expect(unix(text)).toBe(expected);
});

it('what is no text stays as it is', () => {
  const png = Buffer.from('\u0089PNG\r\n\u001A\n\0\0\0\rIHDR\r\n', 'latin1');
  expect(Buffer.from(withUnixLineEnds(png))).toEqual(png);
});
