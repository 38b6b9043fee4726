import { PRODUCT_VERSION } from '#server/trpc/product-version.ts';

/** What Blender 4.2 and later are told about the add-on, in the zip and in the repository alike. */
export const EXTENSION = {
  schema_version: '1.0.0',
  id: 'flamenco_ng',
  type: 'add-on',
  name: 'Flamenco-NG',
  tagline: 'Render on a Flamenco-NG or Flamenco 3 farm',
  maintainer: 'Flamenco-NG contributors',
  license: ['SPDX:GPL-3.0-or-later'],
  copyright: ['2026 Flamenco-NG contributors'],
  blender_version_min: '4.2.0',
  tags: ['Render', 'Pipeline'],
  permissions: {
    network: 'Talk to the manager of the render farm',
    files: 'Read the files of a job and bring them to the farm',
  },
} as const;

/** The product's major and minor version, with which each version of the add-on begins. */
export const PRODUCT_LINE = PRODUCT_VERSION.split('.', 2).map(Number) as [number, number];

/** The add-on's `blender_manifest.toml`. */
export function manifestToml(version: string): string {
  const { permissions, ...facts } = { ...EXTENSION, version };
  return `${lines(facts)}\n[permissions]\n${lines(permissions)}`;
}

// These texts and lists of texts are written in TOML as they are in JSON.
const lines = (table: object) =>
  Object.entries(table)
    .map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`)
    .join('');
