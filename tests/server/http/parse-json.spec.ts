import { describe, expect, test } from 'vitest';
import { parseJson } from '#server/http/parse-json.ts';

const BROKEN: readonly [text: string, place: string][] = [
  ['{"a":}', 'unexpected character at line 1, column 6'],
  ['{\n  "a": 1,\n  "b": x\n}', 'unexpected character at line 3, column 8'],
  ['abc', 'unexpected character at line 1, column 1'],
  ['{"a":1,}', 'line 1, column 8'],
  ['[1 2]', 'line 1, column 4'],
  ['{"a":', 'it ends too early at line 1, column 6'],
  ['{"a":1}x', 'line 1, column 8'],
  ['"abc', 'unterminated string at line 1, column 5'],
];

describe('a request body that is not JSON', () => {
  test.each(BROKEN)('%j is refused with the place: %s', (text, place) => {
    expect(() => parseJson(Buffer.from(text))).toThrow(place);
  });

  test('is refused when it is not even text', () => {
    expect(() => parseJson(Buffer.from([0x22, 0xff, 0x22]))).toThrow('not UTF-8');
  });

  test('is refused without a long search when it is large', () => {
    expect(() => parseJson(Buffer.from(`[${'1,'.repeat(100_000)}x]`))).toThrow('is not valid JSON');
  });
});

test('valid JSON is taken as it is', () => {
  expect(parseJson(Buffer.from('{"name":"Blåbær"}'))).toEqual({ name: 'Blåbær' });
});
