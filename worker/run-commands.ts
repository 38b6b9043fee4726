import type { Command } from '#server/contracts/command.ts';
import type { CommandContext } from './commands/command.ts';
import { runCommand } from './commands/registry.ts';
import type { CommandRegistry } from './commands/registry.ts';
import { childEnvironment } from './process/child-environment.ts';
import { StartedPrograms } from './process/started-programs.ts';
import { StraySearch } from './process/stray-search.ts';
import { isUrgentStop } from './task-stopped.ts';
import { makeTemporaryFolder, removeTemporaryFolder } from './temporary-folder.ts';

export interface CommandSurroundings {
  readonly commands: CommandRegistry;
  /** The worker's own environment; programs see it without the worker's secrets. */
  readonly environment: NodeJS.ProcessEnv;
  /** Variables that they see although they look like secrets. */
  readonly passVariables?: readonly string[] | undefined;
  /** Between SIGTERM and SIGKILL. */
  readonly killGraceMilliseconds: number;
  readonly oomScoreAdjust?: number | undefined;
  /** Looks for what the commands leave behind. */
  readonly strays?: StraySearch | undefined;
  /** Gets what is to be tidied up when the commands are over; without it, that is done before they count as over. */
  readonly afterwards?: (tidy: () => Promise<void>) => void;
}

/** Hears what the commands do; see {@link CommandContext}. */
export interface CommandListener {
  log(line: string): Promise<void> | undefined;
  activity(words: string): void;
  /** One of the steps that the command declared. */
  stepDone(activity: string): void;
  outputProduced(file: string): void;
}

/**
 * Runs commands in order, with their own folder for temporary files. A command that declares no steps counts as one.
 *
 * @throws whatever the first failing command throws, or the reason of `signal` when it aborts.
 */
export async function runCommands(
  surroundings: CommandSurroundings,
  commands: readonly Command[],
  listener: CommandListener,
  signal: AbortSignal,
): Promise<void> {
  const temporaryFolder = await makeTemporaryFolder();
  const environment = childEnvironment(surroundings.environment, temporaryFolder, surroundings.passVariables);
  const { strays = new StraySearch() } = surroundings;
  const programs = new StartedPrograms(strays.platform === 'win32' ? temporaryFolder : undefined);
  const tidy = async () => {
    // There is no time for it. The next worker finds what is left, see removeLeftOvers.
    if (isUrgentStop(signal.reason)) return;
    await strays.kill(temporaryFolder, programs.all);
    await removeTemporaryFolder(temporaryFolder);
  };
  try {
    for (const command of commands) {
      signal.throwIfAborted();
      let stepsLeft = command.total_step_count;
      const context: CommandContext = {
        signal,
        environment,
        killGraceMilliseconds: surroundings.killGraceMilliseconds,
        oomScoreAdjust: surroundings.oomScoreAdjust,
        programs,
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
    programs.close();
    if (surroundings.afterwards === undefined) await tidy();
    else surroundings.afterwards(tidy);
  }
}
