import { describe, expect, it } from 'vitest';
import { sourceFiles } from './source-files.ts';

const LONGEST = 120;
const SCRIPT = /\.(ts|tsx|mts|mjs|cjs|js|css)$/;
const SHELL_OR_PYTHON = /\.(py|sh)$/;

/** A line that is a comment or part of one, or that ends in one. */
const SLASHES = /^\s*(\/\/|\/\*|\*)|[;,{}()]\s+(\/\/|\/\*)[^'"`]*$/;
const HASH = /^\s*#|[^\s'"]\s+# [^'"]*$/;

/** Directives for tools have to stay on one line, and an address cannot be broken. */
const UNBREAKABLE = /oxlint-disable|@ts-|<reference|shellcheck|^\s*#!|^\W*\S+$/;

function isComment(path: string, line: string): boolean {
  if (SCRIPT.test(path)) return SLASHES.test(line);
  return SHELL_OR_PYTHON.test(path) && HASH.test(line);
}

describe('comments', () => {
  it('end at the width of the formatter, which does not wrap them itself', async () => {
    const tooLong = (await sourceFiles()).flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, index) => {
        const isTooLong = line.length > LONGEST && isComment(path, line) && !UNBREAKABLE.test(line);
        return isTooLong ? [`${path}:${index + 1}`] : [];
      }),
    );
    expect(tooLong).toEqual([]);
  });

  it.each([
    ['a.ts', '  // words', true],
    ['a.ts', '/** words */', true],
    ['a.ts', ' * words', true],
    ['a.ts', 'call(); // words', true],
    ['a.ts', "const address = 'http://a.b'; ", false],
    ['a.css', '/* words */', true],
    ['a.py', '    # words', true],
    ['a.sh', 'call # words', true],
    ['a.sh', 'echo "a # b"', false],
    ['a.md', '# words', false],
  ])('are recognised: in %s, %j is one: %s', (path, line, is) => {
    expect(isComment(path, line)).toBe(is);
  });
});
