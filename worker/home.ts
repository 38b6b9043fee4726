import { access, constants, stat } from 'node:fs/promises';
import type { Logger } from 'pino';
import { messageOf } from '#shared/message-of.ts';
import { keepPrivate } from '#system/files/keep-private.ts';
import { ConfigError } from './config-error.ts';
import { makeDirectories } from './make-directories.ts';

/**
 * Creates the folder for this worker's own files. On Windows a new one is for this account and administrators only; one
 * that is there keeps the rights that somebody gave it.
 *
 * @throws ConfigError if it cannot be created or written to.
 */
export async function prepareHome(folder: string, logger: Pick<Logger, 'warn'>): Promise<void> {
  const isNew = await stat(folder).then(
    () => false,
    () => true,
  );
  try {
    await makeDirectories(folder);
    if (isNew && !(await keepPrivate(folder, 'folder')))
      logger.warn({ folder }, 'other accounts of this machine may be able to read the files of the worker');
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = messageOf(error);
    throw new ConfigError(
      `${folder} cannot be used for the worker's files: ${reason}. Choose another with --home`,
      error,
    );
  }
}
