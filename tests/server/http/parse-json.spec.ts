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
    const parse = () => parseJson(Buffer.from(text), 100);
    expect(parse).toThrow(expect.objectContaining({ code: 'bad-request' }));
    expect(parse).toThrow('the request body is not valid JSON: ');
    expect(parse).toThrow(told);
  });

  test('is refused when it is not even text', () => {
    expect(() => parseJson(Buffer.from([0x22, 0xff, 0x22]), 100)).toThrow('the request body is not UTF-8 text');
  });
});

test('valid JSON is accepted as it is', () => {
  expect(parseJson(Buffer.from('{"name":"Blåbær"}'), 100)).toEqual({ name: 'Blåbær' });
});

describe('a request body that is vast', () => {
  const list = (levels: number, inside = '') => '['.repeat(levels) + inside + ']'.repeat(levels);

  test.each([
    ['lists', list(101)],
    ['objects', `${'{"a":'.repeat(101)}1${'}'.repeat(101)}`],
    ['lists that are never closed', '['.repeat(5000)],
    ['lists after a text with brackets and quotes', `["]]]\\"]]]\\\\",${list(101)}]`],
  ])('with 101 levels of %s is refused', (_what, text) => {
    const parse = () => parseJson(Buffer.from(text), 1_000_000);
    expect(parse).toThrow(expect.objectContaining({ status: 400 }));
    expect(parse).toThrow('nested deeper than 100 levels');
  });

  test('with 100 levels is taken, and so are more brackets in a text, or one after the other', () => {
    expect(parseJson(Buffer.from(list(100)), 200)).toEqual(expect.any(Array));
    expect(parseJson(Buffer.from(JSON.stringify(list(500))), 1)).toBe(list(500));
    expect(parseJson(Buffer.from(`[${'[],'.repeat(300)}[]]`), 1000)).toHaveLength(301);
  });

  test.each(['[1,1,1]', '{"a":1,"b":2,"c":[]}', '[[],[],[]]'])('%s has more than 3 values', (text) => {
    const parse = () => parseJson(Buffer.from(text.padEnd(200)), 3);
    expect(parse).toThrow(expect.objectContaining({ status: 413 }));
    expect(parse).toThrow('more than 3 values');
  });

  test('with a text that never ends is refused as JSON', () => {
    expect(() => parseJson(Buffer.from(`["${'x'.repeat(200)}\\"`), 100)).toThrow('not valid JSON');
  });
});
