/**
 * A whole path with the platform's kind of slash: single ones, but for those at the very beginning (a network share),
 * and one after a drive letter. One at the end stays, since it tells a folder from the beginning of a name.
 */
export function asPath(path: string, platform: string): string {
  const separator = platform === 'windows' ? '\\' : '/';
  const [lead = ''] = /^[/\\]*/.exec(path) ?? [];
  const rest = path.slice(lead.length).replaceAll(/[/\\]+/g, () => separator);
  const result = separator.repeat(lead.length) + rest;
  return platform === 'windows' ? result.replace(/^([a-z]:)\\?/i, '$1\\') : result;
}

/** What a path is in: a command line, a Python program, or another text; `raw`: a raw string literal of Python. */
export type Surroundings = 'line' | 'python' | 'python-raw' | 'other';

/**
 * The variable's value and what follows it as a path within a longer text. Slashes go forward on Windows too: programs
 * there take them, and no language has an escape that begins with one. Backslashes of the rest are kept if its first
 * slash is a forward one, because then they are escapes of the text's language (`out\n`).
 */
export function asPathInText(value: string, rest: string, platform: string, within: Surroundings): string {
  const isWindows = platform === 'windows';
  const [, lead = '', folder = ''] = /^([/\\]*)(.*)$/s.exec(value) ?? [];
  const slashes = /^[^/\\]*\\/.test(rest) ? /[/\\]+/g : /\/+/g;
  const path = joinPath(folder.replaceAll(/[/\\]+/g, '/'), rest.replaceAll(slashes, '/'));
  if (lead.length > 1) return (isWindows ? SHARE[within] : '//') + path;
  if (lead === '' && isWindows) return path.replace(/^([a-z]:)\/?/i, '$1/');
  return joinPath(lead === '' ? '' : '/', path);
}

/**
 * How the path of a network share begins. Blender takes `//` for the folder of the blend file, so it gets backslashes
 * where it can read them. Other languages (FFmpeg's, JSON) may take them for escapes.
 */
const SHARE: Readonly<Record<Surroundings, string>> = {
  line: '\\\\',
  python: '\\\\\\\\',
  'python-raw': '\\\\',
  other: '//',
};

/** The value of a variable and what follows it, with one slash between them if both have one. */
export function joinPath(value: string, rest: string): string {
  return /[/\\]$/.test(value) ? value + rest.replace(/^[/\\]+/, '') : value + rest;
}
