import { open } from 'node:fs/promises';
import path from 'node:path';
import { messageOf } from '#shared/message-of.ts';
import { ConfigError } from './config-error.ts';
import { makeDirectories } from './make-directories.ts';
import { LogFile } from '#system/log-file/log-file.ts';

/**
 * A log that this process writes until its end. A disk that is full now is no reason not to start.
 *
 * @throws ConfigError if the file can never be written, which should be known at the start.
 */
export async function openLogFile(file: string): Promise<LogFile> {
  try {
    await makeDirectories(path.dirname(file));
    const handle = await open(file, 'a');
    await handle.close();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC'))
      throw new ConfigError(`the log file ${file} cannot be written: ${messageOf(error)}`, error);
  }
  const log = new LogFile(file);
  process.once('exit', () => log.flushNow());
  return log;
}
