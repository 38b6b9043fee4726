import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { askNpm } from './ask-npm.ts';
import type { Bill, Component } from './cyclonedx.ts';
import { nodeComponents, nodePackagesSchema } from './node-components.ts';
import { lockedPackagesSchema, shippedPackages } from './shipped-packages.ts';
import { wheelComponents } from './wheel-components.ts';

/**
 * What manager, worker, pages and add-on are made of. Two calls with the same files differ in nothing but serial
 * number and time.
 * @param root the project's folder
 * @throws Error if npm cannot be asked, or something in the files has no known licence
 */
export async function billOfMaterials(root: string): Promise<Bill> {
  const read = (...path: string[]) => readFile(join(root, ...path), 'utf8');
  const lock = z.object({ packages: lockedPackagesSchema }).parse(JSON.parse(await read('package-lock.json')));
  const { name } = z.object({ name: z.string() }).parse(JSON.parse(await read('package.json')));
  const wheels = wheelComponents(await read('plugins', 'blender', 'requirements.txt'));
  const nodes = nodePackagesSchema.parse(JSON.parse(await read('shared', 'node-packages.json')));
  return mend(await askNpm(root), name, shippedPackages(lock.packages), [...wheels, ...nodeComponents(nodes)]);
}

/**
 * Makes npm's bill say what ships. Asked to leave out what only development needs (`--omit dev`), npm also leaves out
 * what ships and is needed by a tool of development as well; so it is asked for everything.
 * @param bill npm's, of everything in the lock file
 * @param name of the project; npm writes the name of its folder
 * @param shipped what stays, as `name@version`
 * @param others what npm does not know
 */
export function mend(bill: Bill, name: string, shipped: ReadonlySet<string>, others: readonly Component[]): Bill {
  const main = { ...bill.metadata.component, name, type: 'application' as const };
  const components = [...bill.components.filter((component) => shipped.has(keyOf(component))), ...others];
  const refs = new Set(components.map((component) => component['bom-ref']));
  const dependencies = bill.dependencies
    .filter(({ ref }) => ref === main['bom-ref'] || refs.has(ref))
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: (dependsOn ?? []).filter((other) => refs.has(other)).toSorted() }));
  const ours = dependencies.find(({ ref }) => ref === main['bom-ref']);
  ours?.dependsOn.push(...others.map((component) => component['bom-ref']));
  return {
    ...bill,
    metadata: { ...bill.metadata, component: main },
    components: components.toSorted((a, b) => compare(a['bom-ref'], b['bom-ref'])),
    dependencies: [...dependencies, ...others.map((component) => ({ ref: component['bom-ref'], dependsOn: [] }))],
  };
}

const keyOf = (component: Component) => `${component.name}@${component.version}`;
const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
