import { describe, expect, it } from 'vitest';
import { sourceFiles } from './source-files.ts';

const STATEMENT = /\.(selectFrom|insertInto|updateTable|deleteFrom|replaceInto|mergeInto)\(/;
const HOME = /\.repository\.ts$/;
/** Code that may contain its own statements, because it changes the tables themselves. */
const MIGRATIONS = 'server/persistence/migrations/';

describe('statements on the database', () => {
  it('live in repositories, and nowhere else in the product', async () => {
    const strays = (await sourceFiles())
      .filter(({ path }) => /^(server|plugins|worker|app|shared)\/.*\.tsx?$/.test(path))
      .filter(({ path }) => !HOME.test(path) && !path.startsWith(MIGRATIONS))
      .filter(({ text }) => STATEMENT.test(text))
      .map(({ path }) => path);
    expect(strays).toEqual([]);
  });

  it('are searched for with a pattern that does find those of the repositories', async () => {
    const repositories = (await sourceFiles()).filter(({ path }) => HOME.test(path));
    expect(repositories.length).toBeGreaterThan(10);
    expect(repositories.filter(({ text }) => !STATEMENT.test(text)).map(({ path }) => path)).toEqual([]);
  });
});
