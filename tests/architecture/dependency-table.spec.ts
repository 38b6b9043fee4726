import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { BPY_VERSION } from '#scripts/add-on/ensure-bpy.ts';
import { PROJECT_ROOT } from '#scripts/project-root.ts';

const read = (name: string) => readFile(join(PROJECT_ROOT, name), 'utf8');

test('every package has one row that says what it is for, and no row is about a package that is no longer used', async () => {
  const { dependencies, devDependencies } = JSON.parse(await read('package.json')) as Record<string, object>;
  const python = [
    ...(await pinnedIn('plugins/blender/requirements.txt')),
    ...(await pinnedIn('scripts/python/requirements.txt')),
  ];
  const [, section = ''] = (await read('ARCHITECTURE.md')).split('\n## Dependencies\n');
  const rows = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| (`.*?) +\| (.+?) +\| (.+?) +\|/gm)];
  const named = rows.flatMap(([, names = '']) => [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
  expect(BPY_VERSION).toMatch(/^\d+\.\d+\.\d+$/);
  const used = new Set([...Object.keys({ ...dependencies, ...devDependencies }), ...python, 'bpy']);
  expect(named.toSorted()).toEqual([...used].toSorted());
});

/** The packages that a list of requirements asks for, by name; what they need in turn comes after them. */
async function pinnedIn(file: string): Promise<string[]> {
  const [asked = ''] = (await read(file)).split(/^# .* needs:$/m);
  return [...asked.matchAll(/^([\w.-]+?)(?:-\d+\.\d+)?==/gm)].map(([, name = '']) => name);
}
