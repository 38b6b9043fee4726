import { describe, expect, test } from 'vitest';
import { parseJson } from '#server/http/parse-json.ts';

const BROKEN: readonly [text: string, told: string][] = [
  ['{\n  "a": 1,\n  "b": x\n}', `Unexpected token 'x', ..."1, "b": x }" is not valid JSON`],
  ['{"a":1,}', '(line 1 column 8)'],
  ['[1\n 2]', '(line 2 column 2)'],
  ['{"a":', 'Unexpected end of JSON input'],
  ['', 'Unexpected end of JSON input'],
];

describe('a request body that is not JSON', () => {
  test.each(BROKEN)('%j is refused with the place or the kind of the mistake: %s', (text, told) => {
    const parse = () => parseJson(Buffer.from(text));
    expect(parse).toThrow(expect.objectContaining({ code: 'bad-request' }));
    expect(parse).toThrow('the request body is not valid JSON: ');
    expect(parse).toThrow(told);
  });

  test('is refused when it is not even text', () => {
    expect(() => parseJson(Buffer.from([0x22, 0xff, 0x22]))).toThrow('the request body is not UTF-8 text');
  });
});

test('valid JSON is accepted as it is', () => {
  expect(parseJson(Buffer.from('{"name":"Blåbær"}'))).toEqual({ name: 'Blåbær' });
});
