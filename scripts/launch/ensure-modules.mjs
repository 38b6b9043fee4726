import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { giveToOwner } from './give-to-owner.mjs';
import { LaunchError } from './launch-error.mjs';
import { IN_USE } from './npm-failed.mjs';
import { oneAtATime } from './one-at-a-time.mjs';
import { packagesAreInUse, packagesMatch } from './packages.mjs';
import { runNpm } from './run-npm.mjs';

/**
 * Makes `node_modules` match `package-lock.json`. A stamp with the lockfile's hash, and with the processor that native
 * parts are for, keeps later launches quick.
 * @param {string} root the project's folder
 * @param {{path: string, env: NodeJS.ProcessEnv, arch: string}} node
 */
export async function ensureModules(root, node) {
  const stamp = stampFor(root, node.arch);
  if (isStamped(root, stamp)) return;
  await oneAtATime(join(root, '.cache', 'install.lock'), async () => {
    if (isStamped(root, stamp)) return;
    if (!matchesLock(root, { platform: process.platform, arch: node.arch })) {
      if (packagesAreInUse(root)) throw new LaunchError(`The dependencies cannot be brought up to date: ${IN_USE}`);
      process.stderr.write('Installing the dependencies …\n');
      try {
        await runNpm(node.path, node.env, root, ['ci', '--ignore-scripts'], 'install the dependencies');
      } finally {
        giveToOwner(root, ['node_modules', '.cache']);
      }
    }
    await writeFile(stampPath(root), stamp);
    giveToOwner(root, ['node_modules/.flamenco-lock-hash']);
  });
}

/**
 * Whether `node_modules` is what `package-lock.json` asks for.
 * @param {string} root the project's folder
 * @param {string} arch the processor of the Node that is to run
 */
export function modulesAreCurrent(root, arch) {
  return isStamped(root, stampFor(root, arch)) || matchesLock(root, { platform: process.platform, arch });
}

const stampFor = (root, arch) => `${lockHash(root)} ${process.platform}-${arch}`;
const stampPath = (root) => join(root, 'node_modules', '.flamenco-lock-hash');
const lockHash = (root) =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

function isStamped(root, stamp) {
  return existsSync(stampPath(root)) && readFileSync(stampPath(root), 'utf8') === stamp;
}

/**
 * Whether somebody has already installed exactly this with npm by hand: npm keeps its own record of what it put there.
 */
function matchesLock(root, machine) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const there = JSON.parse(readFileSync(record, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return packagesMatch(wanted, there, machine);
}
