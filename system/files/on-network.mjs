import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What Linux calls the file systems of other machines: NFS, SMB, 9p, Ceph, AFS, and those that programs provide. */
const NETWORK_TYPES = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x00c36400, 0x5346414f, 0x65735546]);

/**
 * Whether a file is on storage that other machines may use, too. macOS mounts such storage below `/Volumes`, and
 * external disks as well. Windows is not asked.
 * @param {NodeJS.Platform} platform
 * @param {string} file absolute
 * @param {number | undefined} type of the file system, as Linux numbers them
 */
export function isNetworkStorage(platform, file, type) {
  if (platform === 'darwin') return file.startsWith('/Volumes/');
  return type !== undefined && NETWORK_TYPES.has(type);
}

/**
 * The same, asking the system for the type. Never throws.
 * @param {NodeJS.Platform} platform
 * @param {string} file absolute
 */
export async function isOnNetwork(platform, file) {
  const found = await statfs(dirname(file)).catch(() => undefined);
  return isNetworkStorage(platform, file, found?.type);
}
