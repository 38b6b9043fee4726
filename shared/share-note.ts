import { isOnShare } from './windows-paths.ts';

/**
 * What to bear in mind when a path with the files of jobs begins with the name of a share; undefined if it does not. It
 * goes on after the name of a setting. Blender itself can use such paths, on Windows.
 */
export function shareNote(path: string, platform: NodeJS.Platform): string | undefined {
  if (!isOnShare(path, platform)) return undefined;
  if (platform !== 'win32')
    return 'is the name of a share as Windows writes it; give the folder where this computer has mounted the share';
  return (
    'is on a share, by its name: the accounts of all workers on Windows have to be able to open it, and workers on ' +
    'other systems need a two-way variable for it'
  );
}
