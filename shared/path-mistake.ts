import { isDriveRelative } from './windows-paths.ts';

/**
 * What is wrong with a path of a file or folder as somebody wrote it, whatever is on the disk; undefined if nothing is.
 * It goes on after the path itself or the name of a setting, and does not repeat control characters.
 */
export function pathMistake(path: string, platform: NodeJS.Platform): string | undefined {
  if (/\p{Cc}/u.test(path)) {
    return (
      'has a control character in it, such as a tab; in double quotes, "\\t" and "\\n" are such characters, ' +
      `so write a path of Windows in single quotes ('C:\\temp') or with forward slashes (C:/temp)`
    );
  }
  if (platform !== 'win32' || !isDriveRelative(path)) return undefined;
  const drive = path.slice(0, 2);
  return `is relative to whatever folder of ${drive} was used last; write ${drive}\\${path.slice(2)}`;
}
