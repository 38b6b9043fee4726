/**
 * The most characters of a path that programs on Windows can use unless they are made for more, which Blender is not:
 * `MAX_PATH` is 260, and the end of the text takes one.
 */
export const LONGEST_WINDOWS_PATH = 259;

/** Whether it begins like a path that only Windows has: with a drive letter, or with the name of a share. */
export function isWindowsPath(path: string): boolean {
  return /^([a-z]:|\\\\)/i.test(path);
}

/**
 * Whether it is on a share by the share's own name (UNC): `\\SERVER\share\…`. Windows takes forward slashes as well,
 * which mean nothing special elsewhere.
 */
export function isOnShare(path: string, platform: NodeJS.Platform): boolean {
  const slashes = platform === 'win32' ? /^[\\/]{2}(?![.?][\\/])[^\\/]/ : /^\\\\(?![.?][\\/])[^\\/]/;
  return slashes.test(path);
}

/**
 * Whether it depends on which folder of the drive was used last: `D:` and `D:farm`, unlike `D:\` and `D:\farm`. Each
 * program has its own idea of that, and a service another one than a terminal.
 */
export function isDriveRelative(path: string): boolean {
  return /^[a-z]:(?![\\/])/i.test(path);
}
