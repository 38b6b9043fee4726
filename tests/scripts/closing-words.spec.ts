import { describe, expect, it } from 'vitest';
import { closingWords } from '#scripts/test/closing-words.ts';

describe('the end of the test command', () => {
  it('names all that failed, then all that was left out with what it needs', () => {
    const skipped = [
      { test: 'a.spec.ts › flies', reason: 'wings' },
      { test: 'b.spec.ts › swims', reason: 'water' },
      { test: 'c.spec.ts › lands', reason: 'wings' },
    ];
    expect(closingWords(['lint', 'd.spec.ts › walks'], skipped).join('\n')).toBe(`
Failed:
  lint
  d.spec.ts › walks

Left out on this machine, 3 tests:
  needs wings:
    a.spec.ts › flies
    c.spec.ts › lands
  needs water:
    b.spec.ts › swims`);
  });

  it('adds nothing when everything ran and passed', () => {
    expect(closingWords([], [])).toEqual([]);
  });
});
