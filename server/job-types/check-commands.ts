import type { Command } from '../contracts/command.ts';
import { parameterProblems } from '../contracts/commands/known-command.ts';
import { KNOWN_COMMANDS } from '../contracts/commands/registry.ts';
import { FarmError } from '../domain/errors.ts';

/**
 * Checks the parameters of every command that our worker has. Other commands pass: a studio's own worker may have them.
 * @throws FarmError job-compile-failed, naming the task, the command and the parameter
 */
export function checkCommands(
  tasks: readonly { readonly name: string; readonly commands: readonly Command[] }[],
): void {
  for (const task of tasks) {
    for (const { name, parameters } of task.commands) {
      const known = KNOWN_COMMANDS.get(name);
      if (!known) continue;
      const problems = parameterProblems(known, parameters);
      if (problems.length > 0) {
        const where = `task "${task.name}", command "${name}"`;
        throw new FarmError('job-compile-failed', { message: `${where}: ${problems.join('; ')}` });
      }
    }
  }
}
