import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_ROOT } from '#scripts/project-root.ts';

test('every package has a row that says what it is for, and no row is about a package that is gone', async () => {
  const read = (name: string) => readFile(join(PROJECT_ROOT, name), 'utf8');
  const { dependencies, devDependencies } = JSON.parse(await read('package.json')) as Record<string, object>;
  const [, section = ''] = (await read('ARCHITECTURE.md')).split('\n## Dependencies\n');
  const rows = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| (`.*?) +\| (.+?) +\| (.+?) +\|/gm)];
  const named = rows.flatMap(([, names = '']) => [...names.matchAll(/`([^`]+)`/g)].map((match) => match[1]));
  expect(new Set(named)).toEqual(new Set(Object.keys({ ...dependencies, ...devDependencies })));
});
