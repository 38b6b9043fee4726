import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { sourceFiles } from './source-files.ts';

interface Rules {
  readonly forbidden: readonly { name: string; from: { pathNot?: string[] } }[];
}

const rules = createRequire(import.meta.url)('../../.dependency-cruiser.cjs') as Rules;
const rows = rules.forbidden.find(({ name }) => name === 'every folder has a row')?.from.pathNot ?? [];

describe('the table of imports', () => {
  it('has a row for every folder with code, even for code that imports nothing yet', async () => {
    const unknown = (await sourceFiles())
      .map(({ path }) => path)
      .filter((path) => /\.(ts|tsx|mts|mjs|cjs|js)$/.test(path))
      .filter((path) => !rows.some((row) => new RegExp(row).test(path)));
    expect(unknown).toEqual([]);
  });
});
