import { access, constants } from 'node:fs/promises';
import { messageOf } from '#shared/message-of.ts';
import { ConfigError } from './config-error.ts';
import { makeDirectories } from './make-directories.ts';

/**
 * Creates the folder for this worker's own files.
 *
 * @throws ConfigError if it cannot be created or written to.
 */
export async function prepareHome(folder: string): Promise<void> {
  try {
    await makeDirectories(folder);
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = messageOf(error);
    throw new ConfigError(
      `${folder} cannot be used for the worker's files: ${reason}. Choose another with --home`,
      error,
    );
  }
}
