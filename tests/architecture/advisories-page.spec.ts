import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { NODE_PACKAGES } from '#plugins/joining/platforms.ts';
import { PROJECT_ROOT } from '#scripts/project-root.ts';
import { lockedPackagesSchema, shippedPackages } from '#scripts/sbom/shipped-packages.ts';
import { wheelComponents } from '#scripts/sbom/wheel-components.ts';

/** A line about some packages: what ships, and the version that has the fix, if the page names one. */
type Row = { packages: string[]; ships: string; fixedIn: string | undefined; isOpen: boolean };

const read = (name: string) => readFile(join(PROJECT_ROOT, name), 'utf8');
const rows = rowsOf(await read('docs/advisories.md'));
const { dependencies } = JSON.parse(await read('package.json')) as { dependencies: Record<string, string> };
const lock = JSON.parse(await read('package-lock.json')) as { packages: unknown };
const shipped = shippedPackages(lockedPackagesSchema.parse(lock.packages));
const others = [
  ...wheelComponents(await read('plugins/blender/requirements.txt')),
  ...Object.values(NODE_PACKAGES).map((node) => ({ name: node.package, version: node.version })),
];

it('every direct dependency, every wheel and every Node has a row', () => {
  const named = new Set(rows.flatMap(({ packages }) => packages));
  for (const name of [...Object.keys(dependencies), ...others.map((other) => other.name)])
    expect(named, name).toContain(name);
});

it('the version in each row is the one that ships', () => {
  const known = new Set([...shipped, ...others.map(({ name, version }) => `${name}@${version}`)]);
  const { sqlite } = new Database(':memory:').prepare('SELECT sqlite_version() AS sqlite').get() as { sqlite: string };
  known.add(`SQLite@${sqlite}`);
  expect(rows.length).toBeGreaterThan(30);
  for (const { packages, ships } of rows)
    for (const name of packages) expect(known, `${name} ${ships}`).toContain(`${name}@${ships}`);
});

it('no version is below its fix, except for those that the page calls open; and those are', () => {
  for (const { packages, ships, fixedIn, isOpen } of rows)
    if (fixedIn !== undefined) expect(isBelow(ships, fixedIn), `${packages.join()} ${ships} ${fixedIn}`).toBe(isOpen);
  expect(rows.filter(({ isOpen, fixedIn }) => isOpen && fixedIn === undefined)).toEqual([]);
});

it('versions are compared as numbers', () => {
  expect(isBelow('24.9.0', '24.22.1')).toBe(true);
  expect(isBelow('24.22.1', '24.22.1')).toBe(false);
  expect(isBelow('1.23', '1.22.9')).toBe(false);
});

function rowsOf(page: string): Row[] {
  return page.split('\n## ').flatMap((section) => {
    const table = section.split('\n').filter((line) => line.startsWith('| '));
    const [heads = [], ...lines] = table.map((line) =>
      line
        .slice(1, -1)
        .split(' | ')
        .map((cell) => cell.trim()),
    );
    return lines
      .filter(([first = '']) => !first.startsWith('---'))
      .map((cells) => {
        const cell = (head: string) => cells[heads.indexOf(head)] ?? '';
        const isOpen = section.startsWith('Open\n');
        const [what = ''] = cells;
        const packages = what.startsWith('SQLite')
          ? ['SQLite']
          : [...what.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
        return { packages, ships: cell('Ships'), fixedIn: /^\d[\d.]*$/.exec(cell('Fixed in'))?.[0], isOpen };
      });
  });
}

function isBelow(version: string, other: string): boolean {
  const [ours, theirs] = [version, other].map((text) => text.split('.').map(Number));
  for (let at = 0; at < 3; at++) {
    const difference = (ours?.[at] ?? 0) - (theirs?.[at] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
