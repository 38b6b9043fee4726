import type { Command } from '#server/contracts/command.ts';
import { describeIssues } from '#server/contracts/commands/known-command.ts';
import { blenderRender } from './blender-render.ts';
import { CommandFailed } from './command.ts';
import type { CommandContext, WorkerCommand } from './command.ts';
import { copyFile } from './copy-file.ts';
import { echo } from './echo.ts';
import { exec } from './exec.ts';
import { framesToVideo } from './frames-to-video.ts';
import { makeDirectory } from './make-directory.ts';
import { moveDirectory } from './move-directory.ts';
import { sleep } from './sleep.ts';

/** What a task calls a command → the command. */
export type CommandRegistry = ReadonlyMap<string, WorkerCommand<unknown>>;

export const COMMANDS: CommandRegistry = registryOf([
  blenderRender,
  copyFile,
  echo,
  exec,
  framesToVideo,
  makeDirectory,
  moveDirectory,
  sleep,
]);

/** Exported for specs, which make their own registries. */
export function registryOf(commands: readonly WorkerCommand<unknown>[]): CommandRegistry {
  return new Map(commands.map((command) => [command.name, command]));
}

/**
 * Runs one command of a task.
 *
 * @throws CommandFailed if there is no such command, its parameters are wrong, or it fails for a known reason.
 */
export async function runCommand(registry: CommandRegistry, command: Command, context: CommandContext): Promise<void> {
  const found = registry.get(command.name);
  if (found === undefined) throw new CommandFailed(unknownCommand(registry, command.name));
  const parameters = found.parameters.safeParse(command.parameters);
  if (!parameters.success) {
    throw new CommandFailed(`${command.name}: ${describeIssues(parameters.error).join('; ')}`);
  }
  await found.run(context, parameters.data);
}

function unknownCommand(registry: CommandRegistry, name: string): string {
  const known = [...registry.keys()].toSorted().join(', ');
  return `this worker has no command "${name}"; it knows ${known}. Correct the job type, or update the worker`;
}
