import { makeDirectoryCommand } from '#server/contracts/commands/make-directory.ts';
import { makeDirectories } from '../make-directories.ts';
import { CommandFailed } from './command.ts';
import type { WorkerCommand } from './command.ts';

/** Makes a directory with its parents; one that exists is fine. */
export const makeDirectory: WorkerCommand<{ path: string }> = {
  ...makeDirectoryCommand,
  async run(context, { path }) {
    await context.log(`make-directory: ${path}`);
    try {
      await makeDirectories(path, 0o775);
    } catch (error) {
      throw new CommandFailed(`make-directory: ${path} could not be made: ${String(error)}`, error);
    }
  },
};
