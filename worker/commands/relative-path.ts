import path from 'node:path';
import { CommandFailed } from './command.ts';

/**
 * Refuses paths that are not absolute on this platform: they would lead to the folder that the worker happens to run
 * in.
 * @throws CommandFailed naming the parameter and the path
 */
export function refuseRelativePaths(command: string, parameters: Readonly<Record<string, string>>): void {
  const relative = Object.entries(parameters).find(([, value]) => !path.isAbsolute(value));
  if (relative === undefined) return;
  throw new CommandFailed(`${command}: parameter "${relative[0]}" must be an absolute path, not ${relative[1]}`);
}
