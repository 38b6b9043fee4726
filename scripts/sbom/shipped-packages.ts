import { z } from 'zod';

const rangesSchema = z.record(z.string(), z.string()).default({});

/** The packages of a lock file, by their folder; '' is the project itself. */
export const lockedPackagesSchema = z.record(
  z.string(),
  z.object({
    name: z.string().optional(),
    version: z.string().default(''),
    dependencies: rangesSchema,
    optionalDependencies: rangesSchema,
    peerDependencies: rangesSchema,
    peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean().optional() })).default({}),
  }),
);
export type LockedPackages = z.infer<typeof lockedPackagesSchema>;

/**
 * Everything that is needed at run time, on any platform, as `name@version`. What a package merely can work with
 * (an optional peer) is not needed; that is how a tool for tests would get in.
 */
export function shippedPackages(packages: LockedPackages): Set<string> {
  const seen = new Set(['']);
  for (const folder of seen)
    for (const name of needsOf(packages, folder)) {
      const found = whereIs(packages, folder, name);
      if (found !== undefined) seen.add(found);
    }
  seen.delete('');
  return new Set([...seen].map((folder) => `${nameOf(packages, folder)}@${packages[folder]?.version ?? ''}`));
}

function needsOf(packages: LockedPackages, folder: string): string[] {
  const { dependencies = {}, optionalDependencies = {}, peerDependencies = {} } = packages[folder] ?? {};
  const peers = Object.keys(peerDependencies).filter(
    (name) => packages[folder]?.peerDependenciesMeta[name]?.optional !== true,
  );
  return [...Object.keys(dependencies), ...Object.keys(optionalDependencies), ...peers];
}

/** The folder in which Node finds a package from another: the nearest `node_modules` that has it, going upwards. */
function whereIs(packages: LockedPackages, from: string, name: string): string | undefined {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const folder = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`;
    if (packages[folder] !== undefined) return folder;
    if (at === '') return undefined;
  }
}

function nameOf(packages: LockedPackages, folder: string): string {
  return packages[folder]?.name ?? folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
