import { describe, expect, test } from 'vitest';
import { parseYaml } from '#shared/parse-yaml.ts';

const QUOTE_IT = 'put the whole value in quotes';
const ELSE = `at the beginning means something else in YAML; ${QUOTE_IT}`;
const INDENTATION = 'the line is not indented like the others';
const SPACE = 'there has to be a space after the colon';
const NO_COLON = 'there is no colon with a space after it';
const AFTER = 'there is something after the closing quote or bracket';

describe('a mistake is named in our words, on the line where it is', () => {
  test.each<[string, number, string]>([
    ['a: 1\ns:\n\tb: true\nc: a\n', 3, 'a tab cannot indent a line; use spaces'],
    ['a:\n  b: 1\n\tc: 2\n', 3, 'a tab cannot indent a line'],
    ['a: 1\r\n\tb: 1\r\n', 2, 'a tab cannot indent a line'],
    // Noticed at the end of the file, or where another quote closes this one.
    ['x: 1\na: "My farm\nb: 1\nc: 2\n', 2, 'the quote " that opens here is not closed'],
    ["x: 1\na: 'My farm\nb: 1\nc: 2\n", 2, "the quote ' that opens here is not closed"],
    ['x: 1\na: "x\nb: 1\nc: "y"\nd: 2\n', 2, 'the quote " that opens here is not closed'],
    ["x: 1\na: 'x\nb: 'y'\n", 2, "the quote ' that opens here is not closed"],
    ['s:\n  - x\n  - "y\n  - z\nc: 1\n', 3, 'the quote " that opens here is not closed'],
    ['x: 1\na: [ "x, y ]\nb: 1\n', 2, 'the quote " that opens here is not closed'],
    ["x: 1\na: 'Ann's farm'\nb: 1\n", 2, AFTER],
    ['a: "x" y\nb: 1\n', 1, AFTER],
    ['x: 1\na: {blender}/bin\nb: 1\n', 2, AFTER],
    ['a: [x]/y\nb: 1\n', 1, AFTER],
    ['name:Farm\nlisten: :1\n', 1, SPACE],
    ['a: 1\nname:Farm\nlisten: :1\n', 2, SPACE],
    ['a: 1\nname:Farm\n', 2, SPACE],
    ['s:\n  enabled:true\n  gc: 1\nlisten: 1\n', 2, SPACE],
    ['a: 1\njust words\nb: 2\n', 2, NO_COLON],
    ['a: 1\njust words\n', 2, NO_COLON],
    ['a: 1\nb: 2\na: 3\n', 3, 'this key is there twice; keep one of them'],
    ['s:\n  a: 1\n  a: 2\n', 3, 'this key is there twice'],
    ['s:\n  a: true\n   b: 1\nc: 1\n', 3, INDENTATION],
    ['s:\n    a: true\n  b: 1\nc: 1\n', 3, INDENTATION],
    ['a: 1\n b: 2\n', 2, INDENTATION],
    ['a: "x"\n  b: 1\n', 2, INDENTATION],
    ['a:\n  b:\n    c: 1\n   d: 2\n', 4, INDENTATION],
    [' a: 1\nb: 2\n', 2, INDENTATION],
    ['a:\n  - b: 1\n    c: 2\n   d: 3\n', 4, INDENTATION],
    ['x: 1\na: {b: 1\nc: 2\n', 2, 'the bracket { that opens here is not closed'],
    ['x: 1\na: [x, y\nb: 1\n', 2, 'the bracket [ that opens here is not closed'],
    ['x: 1\na: [1, 2', 2, 'the bracket [ that opens here is not closed'],
    ['a: [x]]\nb: 1\n', 1, '] closes nothing; remove it'],
    ['a: 1\n}\nb: 2\n', 2, '} closes nothing; remove it'],
    ['x: 1\na: %b\nc: 1\n', 2, `a value cannot begin with %; ${QUOTE_IT}`],
    ['x: 1\na: @b\n', 2, 'a value cannot begin with @'],
    ['x: 1\na: `b`\n', 2, 'a value cannot begin with `'],
    ['x: 1\na: ,b\n', 2, 'a value cannot begin with ,'],
    ['%a: 1\nb: 2\n', 1, `% ${ELSE}`],
    ['x: 1\na: {blender}\nb: 1\n', 2, `{} without quotes is a group of keys; to write a variable, ${QUOTE_IT}`],
    ['x: 1\na: *.exr\nb: 1\n', 2, `* ${ELSE}`],
    ['x: 1\na: *\nb: 1\n', 2, `* ${ELSE}`],
    ['x: 1\na: *name\n', 2, `* ${ELSE}`],
    ['x: 1\na: &R\nb: 1\n', 2, `& ${ELSE}`],
    ['x: 1\na: !secret word\nb: 1\n', 2, `! ${ELSE}`],
    ['x: 1\na: >x\nb: 1\n', 2, `> ${ELSE}`],
    ['x: 1\na: |x\n y\nb: 1\n', 2, `| ${ELSE}`],
    ['x: 1\na: b: c\n', 2, 'a colon and a space in a value begin another key'],
    [
      'x: 1\nb: "C:\\Users\\me"\nc: 1\n',
      2,
      '\\U means nothing in double quotes; for a path of Windows, use single quotes',
    ],
    ['b: "S:\\render\\project"\n', 1, '\\p means nothing in double quotes'],
    ['a: 1\n---\nb: 2\n', 2, 'a second document begins here'],
    ['x: 1\na: "x"#c\n', 2, 'there has to be a space before the # of a comment'],
    ['x: 1\na: - b\n', 2, 'a list begins in a new line'],
    ['<<: 1\na: 1\n', 1, 'the references (*) or merge keys (<<) cannot be followed'],
    ['a: 1\nb: gr\uFFFDn\n', 2, 'there are characters that are not UTF-8; save the file as UTF-8'],
    [Buffer.from('\uFEFFa: 1\n', 'utf16le').toString(), 1, 'probably UTF-16; save it as UTF-8'],
    [Buffer.from('a: 1\n', 'utf16le').toString(), 1, 'probably UTF-16; save it as UTF-8'],
  ])('%j', (text, line, words) => {
    expect(parseYaml(text).mistake).toEqual({ line, text: expect.stringContaining(words) });
  });

  test('and never with what may be a secret', () => {
    for (const value of [
      '"hush',
      '%hush',
      '@hush',
      '*hush',
      '!hush hush',
      '"x" hush',
      'hush: hush',
      '"\\U hush"',
      '{hush}',
    ])
      expect(parseYaml(`password: ${value}\n`).mistake?.text).not.toContain('hush');
  });
});

test.each([
  '',
  '# nothing\n',
  '\uFEFFa: 1\n',
  'a:\t1\n',
  'a: x]\n',
  'a: &x 1\nb: *x\n',
  'a: {b: 1}\nc: [1, {d: 2}]\n',
  'a: {}\n',
  'a: "{x}"\n',
  'a:\n- 1\n',
])('%j can be used', (text) => {
  expect(parseYaml(text)).toMatchObject({ mistake: undefined, warnings: [] });
});

describe('a text in double quotes that loses a backslash', () => {
  test.each([
    ['"C:\\temp\\new"', '\\t'],
    ['"D:\\my\\\\new"', undefined],
    ['"S:\\\\render\\x41\\next"', '\\n'],
    ['"\\\\\\\\NAS\\\\anim\\bin"', '\\b'],
    ['"R:\\x01"', '\\x01'],
    ['"R:\\u0007"', '\\u0007'],
  ])('%s is warned about, unless it is no valid YAML at all', (value, escape) => {
    const { warnings, mistake } = parseYaml(`x: 1\na: ${value}\n`);
    if (escape === undefined) expect(mistake?.line).toBe(2);
    else {
      const words = `${escape} is a control character in double quotes; for a backslash, as in a path of Windows, use single quotes`;
      expect(warnings).toEqual([{ line: 2, text: expect.stringContaining(words) }]);
    }
  });

  test.each([
    "'C:\\temp\\new'",
    'C:\\temp\\new',
    '"C:\\\\temp"',
    '"C:/temp"',
    '"\\u00e9 \\x41 \\" \\/"',
    '"two\n\n  lines"',
  ])('%s loses nothing', (value) => {
    expect(parseYaml(`a: ${value}\n`)).toMatchObject({ warnings: [], mistake: undefined });
  });

  test('is named by the line on which it is, also as a key and in a list', () => {
    const { warnings } = parseYaml('"a\\tb": 1\nc:\n  - "one\n    two\\ttwo"\n');
    expect(warnings.map(({ line }) => line)).toEqual([1, 4]);
  });
});
