import { z } from 'zod';
import { argumentList, requiredText } from './command.ts';
import type { WorkerCommand } from './command.ts';
import { runProgram } from './run-program.ts';

/** Runs any program, without a shell. */
export const exec: WorkerCommand<{ exe: string; args: string[] }> = {
  name: 'exec',
  parameters: z.object({ exe: requiredText, args: argumentList }),
  async run(context, { exe, args }) {
    await runProgram(context, { command: 'exec', exe, args });
  },
};
