import type { StartedPrograms } from '../process/started-programs.ts';
import type { KnownCommand } from '#server/contracts/commands/known-command.ts';

/** What a command may use from the task run that it is part of. */
export interface CommandContext {
  /** Aborts when the task has to stop; a command should then end soon, and how it ends no longer matters. */
  readonly signal: AbortSignal;
  /** The environment for the programs that it runs. */
  readonly environment: Readonly<Record<string, string>>;
  readonly killGraceMilliseconds: number;
  readonly oomScoreAdjust?: number | undefined;
  /** Hears of each program that runs, to find what it leaves behind. */
  readonly programs?: Pick<StartedPrograms, 'started' | 'ended'> | undefined;
  /** Adds a line to the task's log. If it returns a promise, wait for that before writing more. */
  log(line: string): Promise<void> | undefined;
  /**
   * Counts one of the steps that the task declares for this command; more than those do not count. For `activity`, see
   * {@link activity}.
   */
  stepDone(activity?: string): void;
  /** Says what the task is doing now, in a few words for the people watching it. */
  activity(words: string): void;
  /** Offers a file that was just written as the task's newest picture. */
  outputProduced(file: string): void;
}

/**
 * One thing that a task can ask of a worker. A run that fails throws, and throws {@link CommandFailed} if the reason is
 * known.
 */
export interface WorkerCommand<Parameters> extends KnownCommand<Parameters> {
  run(context: CommandContext, parameters: Parameters): Promise<void>;
}

/** A failure whose message tells the artist what happened and what to do. */
export class CommandFailed extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'CommandFailed';
  }
}
