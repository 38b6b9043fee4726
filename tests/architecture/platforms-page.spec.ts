import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { NODE_PACKAGES } from '#plugins/joining/platforms.ts';
import { BPY_VERSION, NEWEST_BPY_VERSION } from '#scripts/add-on/ensure-bpy.ts';
import { PROJECT_ROOT } from '#scripts/project-root.ts';

const page = (await readFile(join(PROJECT_ROOT, 'docs', 'platforms.md'), 'utf8')).replaceAll(/ +/g, ' ');

it.each(Object.entries(NODE_PACKAGES))(
  'the page about platforms names the Node that is fetched for %s',
  (name, node) => {
    expect(page).toContain(`| \`${name}\` | ${node.version} | \`${node.package}\` |`);
  },
);

it('the page about platforms names what the engine of the sandbox is built for, and the Blenders of the tests', async () => {
  const { platforms, abis } = JSON.parse(
    await readFile(join(PROJECT_ROOT, 'shared', 'sandbox-builds.json'), 'utf8'),
  ) as Record<'platforms' | 'abis', string[]>;
  const row = page.split('\n').find((line) => line.startsWith('| `isolated-vm` |')) ?? '';
  expect([...row.matchAll(/`((?:linux|win32|darwin)-\w+)`/g)].map(([, name = '']) => name).toSorted()).toEqual(
    platforms,
  );
  expect([...row.matchAll(/ABI (\d+)/g)].map(([, abi = '']) => abi).toSorted()).toEqual(abis);
  for (const version of [BPY_VERSION, NEWEST_BPY_VERSION])
    expect(page).toContain(version.split('.').slice(0, 2).join('.'));
});
