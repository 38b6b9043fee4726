import { constants } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { FarmError } from '../domain/errors.ts';
import type { PluginRoute } from '../plugins/plugin-route.ts';

const PREFIX = '/job-files/';
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** Everything that may be read; no other path gets near the file system. */
const FILE = new RegExp(`^job-[0-9a-f]{4}/${UUID}/(?:task-${UUID}\\.txt|last-rendered(?:-small|-tiny)?\\.jpg)$`);
const NO_LINKS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0);

/**
 * Serves task logs and last-rendered images at `/job-files/*`; `root` is the folder of the local storage. `?download`
 * makes browsers save the file.
 */
export function jobFilesRoute(root: string): PluginRoute {
  return {
    path: PREFIX,
    action: 'job-files.read',
    async answer({ path, query }) {
      const file = path.slice(PREFIX.length);
      const body = FILE.test(file) ? await openBelow(root, file) : undefined;
      if (!body) throw new FarmError('not-found', { message: 'there is no such job file' });
      const type = file.endsWith('.txt') ? 'text/plain; charset=utf-8' : 'image/jpeg';
      return { body, type, ...(new URLSearchParams(query).has('download') ? { saveAs: basename(file) } : {}) };
    },
  };
}

/** Opens a file that really is where its path says; undefined if it is missing or only reachable through a link. */
async function openBelow(root: string, path: string): Promise<FileHandle | undefined> {
  try {
    const realFile = join(await realpath(root), path);
    if ((await realpath(realFile)) !== realFile) return undefined;
    return await open(realFile, NO_LINKS);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return undefined;
    throw error;
  }
}
