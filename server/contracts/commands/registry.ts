import { blenderRenderCommand } from './blender-render.ts';
import { copyFileCommand } from './copy-file.ts';
import { echoCommand } from './echo.ts';
import { execCommand } from './exec.ts';
import { framesToVideoCommand } from './frames-to-video.ts';
import type { KnownCommand } from './known-command.ts';
import { makeDirectoryCommand } from './make-directory.ts';
import { moveDirectoryCommand } from './move-directory.ts';
import { sleepCommand } from './sleep.ts';

/** Every command that our worker knows. A studio's own worker may know others. */
const COMMANDS: readonly KnownCommand<unknown>[] = [
  blenderRenderCommand,
  copyFileCommand,
  echoCommand,
  execCommand,
  framesToVideoCommand,
  makeDirectoryCommand,
  moveDirectoryCommand,
  sleepCommand,
];

/** The commands of our worker by name. */
export const KNOWN_COMMANDS: ReadonlyMap<string, KnownCommand<unknown>> = new Map(
  COMMANDS.map((command) => [command.name, command]),
);

/** The names of commands that our worker does not know, each once, in order of appearance. */
export function unknownCommandsIn(
  tasks: readonly { readonly commands: readonly { readonly name: string }[] }[],
): string[] {
  const unknown = new Set<string>();
  for (const { commands } of tasks) {
    for (const { name } of commands) if (!KNOWN_COMMANDS.has(name)) unknown.add(name);
  }
  return [...unknown];
}
