import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitArguments, splitPortableArguments } from '#shared/argument-words.ts';
import { splitWindowsWords } from '#shared/windows-words.ts';

describe('splitting arguments as Windows does', () => {
  it.each([
    ['', []],
    [' \t\n ', []],
    ['-b -y', ['-b', '-y']],
    [String.raw`-b --python C:\farm\new\gpu.py`, ['-b', '--python', String.raw`C:\farm\new\gpu.py`]],
    [String.raw`"C:\my farm\a.py" \\nas\farm\b.py`, [String.raw`C:\my farm\a.py`, String.raw`\\nas\farm\b.py`]],
    [String.raw`--a="b c"\d "C:\dir\\" x`, [String.raw`--a=b c\d`, 'C:\\dir\\', 'x']],
    [String.raw`\"say \\\"hi \\"a b"`, [`"say`, String.raw`\"hi`, String.raw`\a b`]],
    [String.raw`"say \"hi\"" "a""b c" ""`, ['say "hi"', 'a"b c', '']],
    [
      String.raw`--python-expr 'import bpy; print("a b")' 'C:\my farm'`,
      ['--python-expr', 'import bpy; print("a b")', String.raw`C:\my farm`],
    ],
    [String.raw`C:\Bob's\a.py it's '' 'a`, [String.raw`C:\Bob's\a.py`, "it's", '', "'a"]],
    ['###### #c', ['######', '#c']],
  ])('%j becomes %j', (text, words) => {
    expect(splitWindowsWords(text)).toEqual(words);
  });

  it.each([
    ['-a "b', 'the double quote at character 4 is not closed: -a "b'],
    [
      String.raw`"C:\dir\" -b`,
      'the double quote at character 1 is not closed; a backslash right before a quote must be',
    ],
  ])('%j is refused', (text, problem) => {
    expect(() => splitWindowsWords(text)).toThrow(problem);
  });

  it('keeps every word that is quoted as programs on Windows expect it', () => {
    const word = fc.string({ unit: fc.constantFrom('a', ' ', '\\', '"', "'", '\t', '/', ':') });
    fc.assert(
      fc.property(fc.array(word), (words) => {
        expect(splitWindowsWords(words.map(quoteForWindows).join(' '))).toEqual(words);
      }),
      { numRuns: 2_000 },
    );
  });
});

/** As libraries that start programs on Windows do it: backslashes are doubled before quotes, and only there. */
function quoteForWindows(word: string): string {
  return `"${word.replaceAll(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
}

describe('the words of arguments', () => {
  const path = String.raw`C:\farm\a.py`;

  it('are those of the platform', () => {
    expect(splitArguments(path, 'windows')).toEqual([path]);
    expect(splitArguments(path, 'linux')).toEqual(['C:farma.py']);
  });

  it('must be readable on one platform at least, if it is not known which it will be', () => {
    expect(splitPortableArguments(`'a b' ${path}`)).toEqual(['a b', 'C:farma.py']);
    expect(splitPortableArguments(String.raw`C:\Bob's\dir`)).toEqual([String.raw`C:\Bob's\dir`]);
    expect(() => splitPortableArguments('-a "b')).toThrow('the double quote at character 4');
  });
});
