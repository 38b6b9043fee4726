import { chmod, constants, copyFile, symlink } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { FarmError } from '#server/domain/errors.ts';
import type { CheckoutMode } from '../config.ts';

/** What systems say that have no symbolic links, or do not let this account make them. */
const NO_LINKS = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'UNKNOWN']);

/**
 * Makes `place` show the stored file: by a link, or by a copy that shares the blocks on the disk where the file system can
 * (reflink). A file that is there already was checked to be the same content.
 * @throws FarmError unusable when the configured way is not possible on this storage
 */
export async function placeFile(mode: CheckoutMode, stored: string, place: string): Promise<void> {
  if (mode === 'auto') {
    const linked = await link(stored, place).catch((error: unknown) => {
      if (NO_LINKS.has(codeOf(error))) return false;
      throw error;
    });
    return linked ? undefined : copy(stored, place, constants.COPYFILE_FICLONE);
  }
  try {
    if (mode === 'symlink') await link(stored, place);
    else if (mode === 'reflink') await copy(stored, place, constants.COPYFILE_FICLONE_FORCE);
    else await copy(stored, place, constants.COPYFILE_FICLONE);
  } catch (error) {
    if (mode === 'copy' || !NO_LINKS.has(codeOf(error))) throw error;
    throw new FarmError('unusable', {
      message: `checkouts: ${mode} is configured, which the shared storage cannot do (${codeOf(error)}); take "auto" or "copy"`,
      cause: error,
    });
  }
}

/** Links are relative, so that the storage may be mounted elsewhere on the workers. */
async function link(stored: string, place: string): Promise<true> {
  await symlink(relative(dirname(place), stored), place, 'file').catch(ifThere);
  return true;
}

async function copy(stored: string, place: string, how: number): Promise<void> {
  const isThere = await copyFile(stored, place, constants.COPYFILE_EXCL | how).then(() => false, ifThere);
  // A copy is the job's own; only what is in the store must not be written to.
  if (!isThere) await chmod(place, 0o666 & ~process.umask());
}

function ifThere(error: unknown): true {
  if (codeOf(error) === 'EEXIST') return true;
  throw error;
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}
