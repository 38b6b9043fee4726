import { type FoundProgram } from '#system/programs/find-program.ts';
import { ProgramFinder } from '#system/programs/program-finder.ts';
import { thisMachine } from '#system/programs/this-machine.ts';
import { ProcessNotStarted } from './process-not-started.ts';

const finder = new ProgramFinder();

/**
 * The file to start for a program of a task, looked for before it is started: on Windows, the end of a program that is
 * not there cannot be told from that of one that failed.
 *
 * @param environment that of the program, whose search path counts
 * @throws ProcessNotStarted if there is none, or this account may not run it.
 */
export async function programToRun(
  program: string,
  environment: Readonly<Record<string, string>>,
): Promise<FoundProgram> {
  const found = await finder.find(program, thisMachine(environment));
  if (found.kind === 'missing') throw new ProcessNotStarted(program, found);
  return found;
}
