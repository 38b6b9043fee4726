import { isOnShare, isWindowsPath, LONGEST_WINDOWS_PATH } from '#shared/windows-paths.ts';
import type { JobSettings } from '../contracts/job.ts';

/** A path that workers on Windows cannot use. */
export interface LongPath {
  /** The setting of the job that has it. */
  readonly setting: string;
  readonly path: string;
  /** In characters, with the extension of a frame. */
  readonly length: number;
}

/** The length of the extension that frames get, if a job does not say which that is: `.png`. */
const EXTENSION = 4;

/** The settings of a job that are paths too long for Windows. They are as workers there get them. */
export function longWindowsPaths(settings: JobSettings): LongPath[] {
  const { image_file_extension: extension } = settings;
  const ofFrames = typeof extension === 'string' ? extension.length : EXTENSION;
  return Object.entries(settings).flatMap(([setting, path]) => {
    if (typeof path !== 'string' || !(isWindowsPath(path) || isOnShare(path, 'win32'))) return [];
    // Numbers take the place of the signs; there may be more digits, but hardly at this length.
    const length = path.length + (path.endsWith('#') ? ofFrames : 0);
    return length > LONGEST_WINDOWS_PATH ? [{ setting, path, length }] : [];
  });
}
