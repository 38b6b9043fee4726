import { spawnSync } from 'node:child_process';
import { findProgram } from './find-program.ts';

/**
 * Path of a Python 3, or undefined.
 * @param proof Python code that only the wanted one runs without an error
 */
export function findPython(proof: string): string | undefined {
  return pythonsOnPath().find((path) => spawnSync(path, ['-c', proof], { stdio: 'ignore' }).status === 0);
}

/** The paths of what is called Python on the search path. */
export function pythonsOnPath(
  platform: NodeJS.Platform = process.platform,
  find = findProgram,
  hasTools = hasDeveloperTools,
): string[] {
  const names = platform === 'win32' ? ['py', 'python'] : ['python3', 'python', 'python3.11'];
  const found = names.flatMap((name) => find(name) ?? []);
  return found.filter((path) => platform !== 'darwin' || path !== APPLES || hasTools());
}

/** On a Mac without the developer tools, this opens a window that offers to install them. */
const APPLES = '/usr/bin/python3';

function hasDeveloperTools(): boolean {
  return spawnSync('/usr/bin/xcode-select', ['-p'], { stdio: 'ignore' }).status === 0;
}
