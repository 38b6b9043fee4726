import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runTable, type TableResult } from './run-table.ts';
import type { Table } from './table.ts';
import { startTarget, type Target } from './target.ts';

/** `npm run test:hostile` runs every try. */
const ALL = process.env['HOSTILE'] === 'all';

const files = (await readdir(new URL('tables/', import.meta.url))).toSorted();
const tables = (
  await Promise.all(
    files.map(
      async (file): Promise<readonly Table[]> => (await import(`./tables/${file.replace('.ts', '')}.ts`)).TABLES,
    ),
  )
).flat();

const results = new Map<string, TableResult>();
afterAll(() => {
  const rows = [...results].map(([title, { tried, of, broken }]) => [title, tried - broken.length, tried, of] as const);
  const sum = (column: 1 | 2 | 3) => rows.reduce((total, row) => total + row[column], 0);
  const lines = [...rows, ['all', sum(1), sum(2), sum(3)] as const].map(
    ([title, held, tried, of]) => `  ${title}: ${held} of ${tried} held${tried < of ? ` (of ${of} in all)` : ''}`,
  );
  process.stdout.write(`Hostile tries:\n${lines.join('\n')}\n`);
});

async function triesThatBroke(table: Table, target: Target): Promise<readonly string[]> {
  const result = await runTable(table, target, ALL);
  results.set(table.title, result);
  return result.broken;
}

describe('under attack', () => {
  let shared: Target;
  beforeAll(async () => {
    shared = await startTarget();
  });
  afterAll(() => shared?.stop());

  it.for(tables)('$title', async (table) => {
    const target = table.settings ? await startTarget(table.settings) : shared;
    try {
      expect(await triesThatBroke(table, target)).toEqual([]);
    } finally {
      if (target !== shared) await target.stop();
    }
  });
});
