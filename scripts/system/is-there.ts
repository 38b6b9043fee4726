import { spawnSync } from 'node:child_process';
import { findProgram } from './find-program.ts';
import type { Program } from './programs.ts';

/** Whether a program is installed: its command is on the search path, and its proof, if it has one, succeeds. */
export function isThere(program: Program): boolean {
  if (!findProgram(program.command)) return false;
  return !program.proof || spawnSync(program.command, program.proof, { stdio: 'ignore' }).status === 0;
}
