import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitShellWords } from '#shared/shell-words.ts';
import { shellQuote } from '#worker/process/shell-quote.ts';

describe('a command line in the task log', () => {
  it.each(['linux', 'darwin'] as const)('quotes what a shell would change and nothing else, on %s', (platform) => {
    expect(shellQuote(['/opt/blender', '-b', 'my file.blend', "it's", ''], platform)).toBe(
      `/opt/blender -b 'my file.blend' 'it'\\''s' ''`,
    );
  });

  it('reads back as the same words', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (words) => {
        expect(splitShellWords(shellQuote(words, 'linux'))).toEqual(words);
      }),
    );
  });
});

describe('a command line in the task log on Windows', () => {
  it.each([
    [String.raw`C:\Blender\blender.exe`, String.raw`C:\Blender\blender.exe`],
    [String.raw`C:\Program Files\blender.exe`, String.raw`"C:\Program Files\blender.exe"`],
    [String.raw`\\nas\render\a.blend`, String.raw`\\nas\render\a.blend`],
    ['F:\\my folder\\', String.raw`"F:\my folder\\"`],
    ["it's", `"it's"`],
    ['', '""'],
    ['a&b', '"a&b"'],
    ['say "hi"', String.raw`^"say \^"hi\^"^"`],
    [String.raw`\"`, String.raw`^"\\\^"^"`],
  ])('%s is written %s', (word, expected) => {
    expect(shellQuote([word], 'win32')).toBe(expected);
  });

  it('reads back as the same words', () => {
    // The prompt cannot be given line breaks, and puts in what variables hold, even within quotes.
    const text = fc.string().map((each) => each.replaceAll(/[\r\n\0%!]/g, '_'));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (words) => {
        expect(asProgramsRead(asPromptReads(shellQuote(words, 'win32')))).toEqual(words);
      }),
    );
  });
});

/** What the command prompt hands on: it removes carets outside of quotes. */
function asPromptReads(line: string): string {
  let isQuoted = false;
  let read = '';
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '^' && !isQuoted) at++;
    else if (line[at] === '"') isQuoted = !isQuoted;
    else if (!isQuoted && /[()<>&|]/.test(line[at] ?? '')) throw new Error(`the prompt acts on ${line[at]} in ${line}`);
    read += line[at] ?? '';
  }
  return read;
}

/** How programs made with Microsoft's C library take their command line apart. */
function asProgramsRead(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let isQuoted = false;
  for (let at = 0; at < line.length; at++) {
    const slashes = /^\\*/.exec(line.slice(at))?.[0].length ?? 0;
    if (line[at + slashes] === '"') {
      word = (word ?? '') + '\\'.repeat(Math.floor(slashes / 2));
      if (slashes % 2 === 1) word += '"';
      else isQuoted = !isQuoted;
      at += slashes;
    } else if (/[ \t]/.test(line[at] ?? '') && !isQuoted) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + line[at];
    }
  }
  return word === undefined ? words : [...words, word];
}
