import { execCommand } from '#server/contracts/commands/exec.ts';
import type { WorkerCommand } from './command.ts';
import { runProgram } from './run-program.ts';

/** Runs any program, without a shell. */
export const exec: WorkerCommand<{ exe: string; args: string[] }> = {
  ...execCommand,
  async run(context, { exe, args }) {
    await runProgram(context, { command: 'exec', exe, args });
  },
};
