import { spawnSync } from 'node:child_process';
import { findProgram } from './find-program.ts';

/**
 * Path of a Python 3, or undefined.
 * @param proof Python code that only the wanted one runs without an error
 */
export function findPython(proof = 'import pip'): string | undefined {
  const names = process.platform === 'win32' ? ['py', 'python'] : ['python3', 'python', 'python3.11'];
  return names
    .flatMap((name) => findProgram(name) ?? [])
    .find((path) => spawnSync(path, ['-c', proof], { stdio: 'ignore' }).status === 0);
}
