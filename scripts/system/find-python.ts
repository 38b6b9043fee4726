import { spawnSync } from 'node:child_process';
import { findProgram } from './find-program.ts';

/** Path of a Python 3 that can run `module`, or undefined. */
export function findPython(module = 'pip'): string | undefined {
  const names = process.platform === 'win32' ? ['py', 'python'] : ['python3', 'python'];
  return names
    .flatMap((name) => findProgram(name) ?? [])
    .find((path) => spawnSync(path, ['-m', module, '--help'], { stdio: 'ignore' }).status === 0);
}
