import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitShellWords } from '#shared/shell-words.ts';
import { shellQuote } from '#worker/process/shell-quote.ts';

describe('a command line in the task log', () => {
  it('quotes what a shell would change and nothing else', () => {
    expect(shellQuote(['/opt/blender', '-b', 'my file.blend', "it's", ''])).toBe(
      `/opt/blender -b 'my file.blend' 'it'\\''s' ''`,
    );
  });

  it('reads back as the same words', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (words) => {
        expect(splitShellWords(shellQuote(words))).toEqual(words);
      }),
    );
  });
});
