/** How long to wait for a file that somebody holds, in milliseconds: scanners and indexers are done within seconds. */
export const FILE_PATIENCE = 5_000;
/** The same for a folder with the work of hours in it, where nothing but a task waits. */
export const FOLDER_PATIENCE = 60_000;

const FIRST_PAUSE = 20;
const LONGEST_PAUSE = 2_000;

/**
 * Whether what went wrong may go right in a moment, because another program holds the file or something in the folder.
 * On Windows, virus scanners, indexers, previews and open windows do, and what they cause cannot be told from a lack of
 * rights. Elsewhere a lack of rights is one, except on network storage, where other machines hold files.
 *
 * @param {NodeJS.Platform} platform
 * @param {string | undefined} code of the error
 * @param {{isRemoval?: boolean, isOnNetwork?: boolean}} where `isRemoval`: something is deleted, so a folder that is
 *   not empty holds a file whose deletion is under way; a rename onto such a folder never works
 */
export function isWorthWaitingFor(platform, code, { isRemoval = false, isOnNetwork = false } = {}) {
  switch (code) {
    case 'EBUSY':
      return true;
    case 'EPERM':
      return platform === 'win32';
    case 'EACCES':
      return platform === 'win32' || isOnNetwork;
    case 'ETXTBSY':
      return platform !== 'win32';
    case 'ENOTEMPTY':
      return isRemoval;
    default:
      return false;
  }
}

/**
 * The pauses between tries, in milliseconds: growing, and as long as `patience` together.
 * @param {number} patience
 */
export function pausesWithin(patience) {
  const pauses = [];
  let left = patience;
  for (let next = FIRST_PAUSE; left > 0; next = Math.min(next * 2, LONGEST_PAUSE)) {
    pauses.push(Math.min(next, left));
    left -= next;
  }
  return pauses;
}
