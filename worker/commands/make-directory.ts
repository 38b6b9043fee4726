import { makeDirectoryCommand } from '#server/contracts/commands/make-directory.ts';
import { makeDirectories } from '../make-directories.ts';
import { CommandFailed } from './command.ts';
import type { WorkerCommand } from './command.ts';
import { refuseForeignShares } from './foreign-share.ts';
import { refuseRelativePaths } from './relative-path.ts';
import { withStorageAdvice } from './storage-advice.ts';

/** Creates a directory with its parents; it is fine if it exists already. */
export const makeDirectory: WorkerCommand<{ path: string }> = {
  ...makeDirectoryCommand,
  async run(context, { path }) {
    refuseForeignShares('make-directory', [path]);
    refuseRelativePaths('make-directory', { path });
    await context.log(`make-directory: ${path}`);
    try {
      await makeDirectories(path, 0o775);
    } catch (error) {
      throw new CommandFailed(
        `make-directory: ${path} could not be created: ${withStorageAdvice(String(error), path)}`,
        error,
      );
    }
  },
};
