import type { KnownCommand } from '#server/contracts/commands/known-command.ts';

/** What a command may use of the task run that it is part of. */
export interface CommandContext {
  /** Aborts when the task is to stop; a command then ends soon, and how it ends no longer matters. */
  readonly signal: AbortSignal;
  /** The environment of the programs that it runs. */
  readonly environment: Readonly<Record<string, string>>;
  readonly killGraceMilliseconds: number;
  readonly oomScoreAdjust?: number | undefined;
  /** Adds a line to the task's log. When a promise comes back, wait for it before writing more. */
  log(line: string): Promise<void> | undefined;
  /** Counts one step of those that the task declares for this command, further ones do not count. `activity`: see {@link activity}. */
  stepDone(activity?: string): void;
  /** What the task does now, in a few words for people who watch it. */
  activity(words: string): void;
  /** Offers a file that was just written as the task's newest picture. */
  outputProduced(file: string): void;
}

/** One thing that a task can ask of a worker. A failed run throws; {@link CommandFailed} when the reason is known. */
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
