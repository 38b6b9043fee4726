import type { CommandContext } from '#worker/commands/command.ts';
import { runCommand, COMMANDS } from '#worker/commands/registry.ts';
import { childEnvironment } from '#worker/process/child-environment.ts';
import { FAST } from './fast-timing.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface CommandRun {
  readonly log: string[];
  readonly outputs: string[];
  readonly steps: number;
  /** The activities that it reported. */
  readonly activities: string[];
  /** The error message; undefined if it succeeded. */
  readonly failure: string | undefined;
}

/** Runs one command as the worker would, and returns what it did. */
export async function runOne(
  name: string,
  parameters: Record<string, unknown>,
  signal: AbortSignal = new AbortController().signal,
): Promise<CommandRun> {
  const log: string[] = [];
  const outputs: string[] = [];
  const activities: string[] = [];
  let steps = 0;
  const context: CommandContext = {
    signal,
    environment: childEnvironment(process.env, await temporaryFolder()),
    killGraceMilliseconds: FAST.killGrace,
    log: (line) => void log.push(line),
    stepDone: (words) => {
      steps++;
      if (words !== undefined) activities.push(words);
    },
    activity: (words) => void activities.push(words),
    outputProduced: (file) => void outputs.push(file),
  };
  const failure = await runCommand(COMMANDS, { name, parameters, total_step_count: 0 }, context).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return { log, outputs, steps, activities, failure };
}
