import { spawnSync } from 'node:child_process';
import { findProgram } from './find-program.ts';
import type { Program } from './programs.ts';

/** Whether a program is installed: its command is on the search path, and its proof, if it has one, succeeds. */
export function isThere(program: Program): boolean {
  const path = findProgram(program.command);
  if (path === undefined) return false;
  return !program.proof || spawnSync(path, program.proof, { stdio: 'ignore' }).status === 0;
}
