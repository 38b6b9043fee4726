import { z } from 'zod';

/** What `package-lock.json` says about a package. */
const lockedPackageSchema = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
  os: z.array(z.string()).optional(),
  cpu: z.array(z.string()).optional(),
});
const lockSchema = z.object({ packages: z.record(z.string(), lockedPackageSchema) });

/**
 * The folders of these packages and of all packages that they need, as Node finds them: `node_modules/a`,
 * `node_modules/a/node_modules/b`. @throws Error for a package that is missing, or is made for one platform only: one
 * bundle serves all platforms.
 */
export function neededPackages(lockText: string, names: readonly string[]): string[] {
  const { packages } = lockSchema.parse(JSON.parse(lockText));
  const needed = new Set<string>();
  const waiting = names.map((name) => folderOf(packages, name, ''));
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    if (needed.has(folder)) continue;
    needed.add(folder);
    const about = packages[folder];
    if (about?.os || about?.cpu) throw new Error(`the worker needs ${folder}, which is made for one platform only`);
    const wanted = { ...about?.dependencies, ...about?.optionalDependencies };
    for (const name of Object.keys(wanted)) waiting.push(folderOf(packages, name, folder));
  }
  return [...needed].toSorted();
}

/** Looks in the package's own folder, then in each folder above it. */
function folderOf(packages: Readonly<Record<string, unknown>>, name: string, from: string): string {
  for (let place = from; ; place = place.slice(0, Math.max(0, place.lastIndexOf('/node_modules/')))) {
    const folder = place === '' ? `node_modules/${name}` : `${place}/node_modules/${name}`;
    if (folder in packages) return folder;
    if (place === '') throw new Error(`package-lock.json does not have ${name}, which the worker needs`);
  }
}
