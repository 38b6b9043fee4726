import { createHash } from 'node:crypto';
import { EXTENSION } from './extension.ts';
import type { AddOnRelease } from './newest-add-on.ts';

/**
 * The list of a repository of extensions, as Blender's API v1 has it, with the one that is in `archive` beside it. All
 * addresses are relative, so it does not matter how Blender reaches the manager.
 */
export function repositoryIndex({ version, zip }: AddOnRelease, archive: string): string {
  const entry = {
    ...EXTENSION,
    version,
    archive_url: `./${archive}`,
    archive_size: zip.length,
    archive_hash: `sha256:${createHash('sha256').update(zip).digest('hex')}`,
  };
  return `${JSON.stringify({ version: 'v1', blocklist: [], data: [entry] }, null, 2)}\n`;
}
