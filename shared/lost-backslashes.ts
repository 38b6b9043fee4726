import { splitShellWords } from './shell-words.ts';
import { splitWindowsWords } from './windows-words.ts';

/** `C:\farm`, `\\nas\farm` or `--option=C:\farm`. */
const PATH = /^(?:-[^=]*=)?([a-z]:\\|\\\\)/i;

/**
 * The first argument in a line that is a path of Windows, and that loses backslashes when the line is read as a shell
 * reads it: `C:\farm\gpu.py` becomes `C:farmgpu.py` there. Undefined if there is none. Paths in single quotes are safe,
 * and so are those with two backslashes for each.
 */
export function lostBackslashes(line: string): string | undefined {
  const read = { shell: words(splitShellWords, line), windows: words(splitWindowsWords, line) };
  const kept = new Set(read.shell);
  return read.windows.find((word) => {
    const single = word.replaceAll('\\\\', '\\');
    return PATH.test(word) && !kept.has(word) && !(PATH.test(single) && kept.has(single));
  });
}

/** None if the line cannot be split, which is a mistake of its own. */
function words(split: (text: string) => string[], line: string): string[] {
  try {
    return split(line);
  } catch {
    return [];
  }
}
