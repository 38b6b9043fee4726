import type { Command } from '#server/contracts/command.ts';
import type { CommandContext } from './commands/command.ts';
import { runCommand } from './commands/registry.ts';
import type { CommandRegistry } from './commands/registry.ts';
import { childEnvironment } from './process/child-environment.ts';
import { killStrays } from './process/strays.ts';
import { makeTemporaryFolder, removeTemporaryFolder } from './temporary-folder.ts';

export interface CommandSurroundings {
  readonly commands: CommandRegistry;
  /** The worker's own; programs see it without its secrets. */
  readonly environment: NodeJS.ProcessEnv;
  /** Between SIGTERM and SIGKILL. */
  readonly killGraceMilliseconds: number;
  readonly oomScoreAdjust?: number | undefined;
}

/** Who is told what the commands do; see {@link CommandContext}. */
export interface CommandListener {
  log(line: string): Promise<void> | undefined;
  activity(words: string): void;
  /** A step that counts. */
  stepDone(activity: string): void;
  outputProduced(file: string): void;
}

/**
 * Runs commands in order, with a folder of their own for temporary files. A command without declared steps is one step.
 *
 * @throws what the first failing command throws; the reason of `signal` when that aborts.
 */
export async function runCommands(
  surroundings: CommandSurroundings,
  commands: readonly Command[],
  listener: CommandListener,
  signal: AbortSignal,
): Promise<void> {
  const temporaryFolder = await makeTemporaryFolder();
  const environment = childEnvironment(surroundings.environment, temporaryFolder);
  try {
    for (const command of commands) {
      signal.throwIfAborted();
      let stepsLeft = command.total_step_count;
      const context: CommandContext = {
        signal,
        environment,
        killGraceMilliseconds: surroundings.killGraceMilliseconds,
        oomScoreAdjust: surroundings.oomScoreAdjust,
        log: (line) => listener.log(line),
        activity: (words) => listener.activity(words),
        stepDone: (words) => {
          if (stepsLeft-- > 0) listener.stepDone(words ?? 'Progress');
          else if (words !== undefined) listener.activity(words);
        },
        outputProduced: (file) => listener.outputProduced(file),
      };
      await runCommand(surroundings.commands, command, context);
      if (command.total_step_count === 0) listener.stepDone('Progress');
    }
  } finally {
    await killStrays(temporaryFolder);
    await removeTemporaryFolder(temporaryFolder);
  }
}
