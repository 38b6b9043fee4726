import { CommandFailed } from './command.ts';

/**
 * Refuses paths on a network share of Windows (`\\SERVER\share\…`) on other platforms, where they would name a folder
 * in the folder that the worker happens to run in.
 * @throws CommandFailed naming the path
 */
export function refuseForeignShares(
  command: string,
  paths: readonly string[],
  platform: NodeJS.Platform = process.platform,
): void {
  const foreign = paths.find((path) => /^\\\\[^\\/]+[\\/]/.test(path));
  if (platform === 'win32' || foreign === undefined) return;
  throw new CommandFailed(
    `${command}: ${foreign} is on a network share of Windows, and this worker does not run on Windows; ` +
      'give the manager a two-way variable that says where other platforms have the share, and submit the job again',
  );
}
