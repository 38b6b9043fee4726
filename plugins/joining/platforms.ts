import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The major version of Node that the worker needs. */
export const NODE_MAJOR = 24;

/** The platforms for which the manager can supply a worker. */
export const JOIN_PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win-x64'] as const;
export type JoinPlatform = (typeof JOIN_PLATFORMS)[number];

const nodePackageSchema = z.object({
  package: z.string(),
  version: z.string(),
  /** SHA-512 of the archive, as npm writes it. */
  integrity: z.string().startsWith('sha512-'),
  /** SHA-256 of the archive in hexadecimal, for machines that have nothing but a shell. */
  sha256: z.string().length(64),
});

/** The npm package that contains Node for each platform: this version, these bytes, and no others. */
export const NODE_PACKAGES = z
  .record(z.enum(JOIN_PLATFORMS), nodePackageSchema)
  .parse(JSON.parse(readFileSync(new URL('../../shared/node-packages.json', import.meta.url), 'utf8')));

export function isJoinPlatform(name: string): name is JoinPlatform {
  return Object.hasOwn(NODE_PACKAGES, name);
}
