import { existsSync } from 'node:fs';
import { posix, win32 } from 'node:path';
import { isNpmScript } from '../../shared/npm-command.mjs';

const SCRIPT = ['node_modules', 'npm', 'bin', 'npm-cli.js'];

/**
 * The script of npm: the one that started us, or the one that was installed with this Node, or beside the `npm` on the
 * search path. A service often has no npm on its search path, and on Windows that one is a batch file.
 * @param {import('./find-npm.mjs').Surroundings} surroundings
 * @returns {string | undefined}
 */
export function findNpm({ platform, env, execPath, exists = existsSync }) {
  if (isNpmScript(env.npm_execpath)) return env.npm_execpath;
  const windows = platform === 'win32';
  const path = windows ? win32 : posix;
  const searched = (env.PATH ?? env.Path ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const folders = [path.dirname(execPath), ...searched];
  return folders
    .map((folder) => (windows ? path.join(folder, ...SCRIPT) : path.join(folder, '..', 'lib', ...SCRIPT)))
    .find(exists);
}
