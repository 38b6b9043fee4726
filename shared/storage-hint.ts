import { isOnShare, LONGEST_WINDOWS_PATH } from './windows-paths.ts';

/** A file or folder that could not be used. */
export interface StorageFailure {
  readonly platform: NodeJS.Platform;
  /** The code of the system's error, such as ENOENT. */
  readonly code: string;
  readonly path: string;
  /** Whether the drive or share that the path begins with can be seen; only Windows is asked. */
  readonly isRootThere: boolean;
}

/**
 * What people do not think of when a file or folder cannot be used on this platform, as one or two sentences; undefined
 * if the code says it all.
 */
export function storageHint({ platform, code, path, isRootThere }: StorageFailure): string | undefined {
  if (platform === 'win32') return hintForWindows(code, path, isRootThere);
  // macOS says EPERM for what its privacy settings forbid, and some network volumes EACCES.
  if (platform !== 'darwin' || !/^(EPERM|EACCES)$/.test(code)) return undefined;
  return (
    'macOS may keep programs out of it, whatever the permissions say: under System Settings > Privacy & Security, ' +
    'allow node "Network Volumes" (in Files & Folders) or give it Full Disk Access.'
  );
}

/** What Windows says of a server that does not know the account, or its password. */
const REFUSED = /^(EACCES|EPERM|UNKNOWN)$/;

function hintForWindows(code: string, path: string, isRootThere: boolean): string | undefined {
  const isMissing = code === 'ENOENT' || code === 'ENOTDIR';
  if (path.length > LONGEST_WINDOWS_PATH && (isMissing || code === 'ENAMETOOLONG' || code === 'EINVAL')) {
    return (
      `Its path has ${path.length} characters, and most programs on Windows, Blender among them, find nothing ` +
      `beyond ${LONGEST_WINDOWS_PATH}: use shorter names, or a drive letter for a folder further down.`
    );
  }
  if (isMissing && isRootThere) return undefined;
  if (isMissing && /^[a-z]:/i.test(path)) {
    return (
      `On Windows, network drives are only seen by the session that mapped them: not by services, not by programs that ` +
      `run as administrator, and not over SSH. Map ${path.slice(0, 2).toUpperCase()} in the same session, or use the name of the ` +
      'share instead (\\\\SERVER\\share).'
    );
  }
  if (!isOnShare(path, 'win32') || !(isMissing || REFUSED.test(code))) return undefined;
  return 'On Windows, a share is opened under the account that the program runs as: that account needs a password on the server, or the same name and password there.';
}
