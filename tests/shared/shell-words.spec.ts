import { describe, expect, it } from 'vitest';
import { splitShellWords } from '#shared/shell-words.ts';

describe('splitting arguments like a shell', () => {
  it.each([
    ['', []],
    ['  \t\n ', []],
    ['-b -y', ['-b', '-y']],
    [`--python-expr 'import bpy; print("a b")'`, ['--python-expr', 'import bpy; print("a b")']],
    ['--title="two words" x', ['--title=two words', 'x']],
    [`a'b'"c"d`, ['abcd']],
    [`'' ""`, ['', '']],
    ['two\\ words \\" \\\\', ['two words', '"', '\\']],
    ['"say \\"hi\\" C:\\dir \\$HOME"', ['say "hi" C:\\dir $HOME']],
    [`'C:\\dir\\'`, ['C:\\dir\\']],
    ['-b # all of this\n-y', ['-b', '-y']],
    ['a#b "#c"', ['a#b', '#c']],
    ['one\\\ntwo', ['onetwo']],
  ])('%j becomes %j', (text, words) => {
    expect(splitShellWords(text)).toEqual(words);
  });

  it.each([
    [`a 'b`, 'the single quote at character 3 is not closed'],
    ['a "b\\"', 'the double quote at character 3 is not closed'],
    ['a\\', 'ends in a lone backslash'],
  ])('%j is refused', (text, problem) => {
    expect(() => splitShellWords(text)).toThrow(problem);
  });
});
