import { toText } from './values.ts';

/**
 * The `path` object of scripts: understands both kinds of slashes and returns forward slashes. A missing argument is an
 * empty path.
 */
export const paths = {
  /** The last component. */
  basename(path: unknown): string {
    const slashed = toSlashes(toText(path));
    if (slashed === '') return '.';
    const trimmed = slashed.replace(/\/+$/, '');
    return trimmed === '' ? '/' : trimmed.slice(trimmed.lastIndexOf('/') + 1);
  },

  /** Everything before the last separator. Not normalised: the two slashes of `//SERVER/share` have to survive. */
  dirname(path: unknown): string {
    const slashed = toSlashes(toText(path));
    const separator = slashed.lastIndexOf('/');
    if (separator < 0) return '.';
    return separator === 0 ? '/' : slashed.slice(0, separator);
  },

  /**
   * Joins and resolves `.` and `..`. Two slashes at the beginning stay, since they make a network share
   * (`//SERVER/share`), or the folder of a blend file. Backslashes only become slashes afterwards.
   */
  join(...parts: unknown[]): string {
    const texts = parts.map(toText).filter((part) => part !== '');
    const [first = ''] = texts;
    return (/^\/\/[^/]/.test(first) ? '/' : '') + toSlashes(resolveDots(texts.join('/')));
  },

  /** The last component without its last extension. */
  stem(path: unknown): string {
    const base = paths.basename(path);
    const dot = base.lastIndexOf('.');
    return dot < 0 ? base : base.slice(0, dot);
  },
};

function toSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}

function resolveDots(path: string): string {
  if (path === '') return '';
  const isRooted = path.startsWith('/');
  const kept: string[] = [];
  for (const component of path.split('/')) {
    if (component === '' || component === '.') continue;
    const canGoUp = kept.length > 0 && kept.at(-1) !== '..';
    if (component !== '..') kept.push(component);
    else if (canGoUp) kept.pop();
    else if (!isRooted) kept.push(component);
  }
  const resolved = `${isRooted ? '/' : ''}${kept.join('/')}`;
  return resolved === '' ? '.' : resolved;
}
