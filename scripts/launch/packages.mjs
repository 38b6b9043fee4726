import { closeSync, existsSync, openSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether these packages are what the lock file asks for on this machine. Both are what npm writes: its lock file, and
 * its record of what it has installed. A package for another machine need not be there; one that is optional but made
 * for this one must be, as for a Node for another processor than the one that npm ran with.
 * @param {Readonly<Record<string, import('./packages.mjs').LockedPackage>>} wanted
 * @param {Readonly<Record<string, import('./packages.mjs').LockedPackage>>} there
 * @param {import('./packages.mjs').Target} machine
 */
export function packagesMatch(wanted, there, machine) {
  return Object.entries(wanted).every(([path, wish]) => {
    if (path === '') return true;
    const found = there[path];
    if (found) return found.version === wish.version;
    if (isMadeFor(wish, machine)) return false;
    return wish.optional === true || wish.devOptional === true || wish.peer === true;
  });
}

/** Two C libraries share `linux`, and which one this is only npm finds out. */
function isMadeFor({ os, cpu, libc }, { platform, arch }) {
  return os !== undefined && cpu !== undefined && libc === undefined && os.includes(platform) && cpu.includes(arch);
}

/**
 * Whether a running program holds one of our native parts, which npm would then fail to replace after it has removed
 * half of the packages. Only Windows refuses to open such a file for writing.
 * @param {string} root the project's folder
 * @param {(path: string) => void} open throws if the file cannot be opened for writing
 */
export function packagesAreInUse(root, open = (path) => closeSync(openSync(path, 'r+'))) {
  return NATIVE_PARTS.map((path) => join(root, 'node_modules', path)).some(
    (path) => existsSync(path) && isHeld(path, open),
  );
}

const NATIVE_PARTS = [
  'better-sqlite3/prebuilds/win32-x64.node',
  'better-sqlite3/prebuilds/win32-arm64.node',
  'isolated-vm/prebuilds/win32-x64/isolated-vm.abi137.node',
  'isolated-vm/prebuilds/win32-x64/isolated-vm.abi147.node',
];

function isHeld(path, open) {
  try {
    open(path);
    return false;
  } catch (error) {
    return error.code === 'EBUSY' || error.code === 'EPERM' || error.code === 'EACCES';
  }
}
