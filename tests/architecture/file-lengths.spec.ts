import { describe, expect, it } from 'vitest';
import { sourceFiles } from './source-files.ts';

const CODE = /\.(ts|tsx|mts|mjs|cjs|js|py|css)$/;
const LONGEST = 400;
const MEDIAN_GOAL = 60;

describe('the length of files', () => {
  it('is at most 400 lines each, and near 60 in the middle', async () => {
    const files = (await sourceFiles()).filter(({ path }) => CODE.test(path));
    const lengths = files.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }));
    expect(lengths.filter(({ lines }) => lines > LONGEST)).toEqual([]);
    const sorted = lengths.map(({ lines }) => lines).toSorted((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(MEDIAN_GOAL * 1.5);
  });
});
