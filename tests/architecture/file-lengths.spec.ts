import { describe, expect, it } from 'vitest';
import { sourceFiles } from './source-files.ts';

const CODE = /\.(ts|tsx|mts|mjs|cjs|js|py|css)$/;
const LONGEST = 400;
const MEDIAN = 60;

describe('the files of the project', () => {
  it('are at most 400 lines long, and half of them at most 60', async () => {
    const files = (await sourceFiles()).filter(({ path }) => CODE.test(path));
    const lengths = files.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }));
    expect(lengths.filter(({ lines }) => lines > LONGEST)).toEqual([]);
    const sorted = lengths.map(({ lines }) => lines).toSorted((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(MEDIAN);
  });
});
