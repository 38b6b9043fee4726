import type { Command } from '#server/contracts/command.ts';
import { describeIssues } from '#server/contracts/commands/known-command.ts';
import { unlessAborted } from '../unless-aborted.ts';
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

/** Beyond the time that the programs of a task have to end, of which they may use all. */
const GIVE_UP_AFTER_MS = 5_000;

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
  await endSoonAfter(found.run(context, parameters.data), context);
}

/**
 * A command ends by itself when its task has to stop. One that waits for storage that has gone away cannot, and is
 * given up, so that the worker can go on with something else.
 */
async function endSoonAfter(run: Promise<void>, { signal, killGraceMilliseconds }: CommandContext): Promise<void> {
  const over = new AbortController();
  const givenUp = new AbortController();
  const giveUp = () => {
    const timer = setTimeout(() => givenUp.abort(signal.reason), killGraceMilliseconds + GIVE_UP_AFTER_MS);
    over.signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
  };
  signal.addEventListener('abort', giveUp, { once: true, signal: over.signal });
  if (signal.aborted) giveUp();
  await unlessAborted(run, givenUp.signal).finally(() => over.abort());
}

function unknownCommand(registry: CommandRegistry, name: string): string {
  const known = [...registry.keys()].toSorted().join(', ');
  return `this worker has no command "${name}"; it knows ${known}. Correct the job type, or update the worker`;
}
