import { explainEnd } from '../process/explain-end.ts';
import { runProcess } from '../process/run-process.ts';
import type { OutputLine, ProcessEnd } from '../process/run-process.ts';
import { ProcessNotStarted } from '../process/process-not-started.ts';
import { programToRun } from '../process/program-to-run.ts';
import { shellQuote } from '../process/shell-quote.ts';
import { CommandFailed } from './command.ts';
import type { CommandContext } from './command.ts';

export interface Program {
  /** The command that runs it, for error messages. */
  readonly command: string;
  readonly exe: string;
  readonly args: readonly string[];
  /** Gets each line of output after it has been added to the task's log. */
  onLine?(line: OutputLine): void;
  /** Why it did not end well, in terms of this program; undefined if only the way it ended is known. */
  explain?(end: ProcessEnd): string | undefined;
}

/**
 * Runs a program with its output in the task's log.
 *
 * @throws CommandFailed if it is not there, ends with an exit code other than 0, or is killed.
 */
export async function runProgram(context: CommandContext, program: Program): Promise<void> {
  const { file, why, by } = await programToRun(program.exe, context.environment).catch(explainNotStarted(program));
  if (by !== 'path' && by !== 'search-path')
    await context.log(`${program.command}: "${program.exe}" is ${file} (${why})`);
  await context.log(`going to run:\n    ${shellQuote([file, ...program.args], process.platform)}`);
  const end = await runProcess({
    program: file,
    args: program.args,
    environment: context.environment,
    signal: context.signal,
    killGraceMilliseconds: context.killGraceMilliseconds,
    oomScoreAdjust: context.oomScoreAdjust,
    programs: context.programs,
    onLine: async (line) => {
      await context.log(`pid=${line.pid} ${line.stream === 'stderr' ? '2>' : '>'} ${line.text}`);
      program.onLine?.(line);
    },
  }).catch(explainNotStarted(program));

  if (end.isStillRunning === true)
    await context.log(`pid=${end.pid} could not be ended and may still be running: look for it on this machine`);
  // A program that was told to end may still say that all went well.
  context.signal.throwIfAborted();
  const { kind, text } = explainEnd(end);
  if (kind === 'well') return;
  const reason = program.explain?.(end);
  const hint = kind === 'exit-code' ? '; its last lines in the log should tell why' : '';
  throw new CommandFailed(
    `${program.command}: ${reason === undefined ? `${file} ${text}${hint}` : `${reason} (${file} ${text})`}`,
  );
}

function explainNotStarted({ command }: Program): (error: unknown) => never {
  return (error) => {
    if (error instanceof ProcessNotStarted) throw new CommandFailed(`${command}: ${error.message}`, error);
    throw error;
  };
}
