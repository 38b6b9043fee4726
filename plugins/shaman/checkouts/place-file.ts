import { chmod, constants, copyFile, symlink } from 'node:fs/promises';
import { dirname, relative } from 'node:path';
import { FarmError } from '#server/domain/errors.ts';
import type { CheckoutMode } from '../config.ts';

/** The error codes of systems that have no symbolic links, or do not let this account create them. */
const NO_LINKS = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP', 'UNKNOWN']);

/**
 * Makes the stored file appear at `place`: as a link, or as a copy that shares its blocks on the disk where the file
 * system can (reflink). If a file is there already, its content is known to be the same. @throws FarmError unusable if
 * the configured way is not possible on this storage
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
      message: `checkouts: ${mode} is configured, which the shared storage cannot do (${codeOf(error)}); use "auto" or "copy"`,
      cause: error,
    });
  }
}

/** Links are relative, so that workers may mount the storage elsewhere. */
async function link(stored: string, place: string): Promise<true> {
  await symlink(relative(dirname(place), stored), place, 'file').catch(ifThere);
  return true;
}

async function copy(stored: string, place: string, how: number): Promise<void> {
  const isThere = await copyFile(stored, place, constants.COPYFILE_EXCL | how).then(() => false, ifThere);
  // A copy belongs to the job, so it may be written to; only the files in the store must not be.
  if (!isThere) await chmod(place, 0o666 & ~process.umask());
}

function ifThere(error: unknown): true {
  if (codeOf(error) === 'EEXIST') return true;
  throw error;
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}
