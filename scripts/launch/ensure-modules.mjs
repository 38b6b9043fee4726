import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { oneAtATime } from './one-at-a-time.mjs';
import { runNpm } from './run-npm.mjs';

/**
 * Makes `node_modules` match `package-lock.json`. A stamp with the lockfile's hash keeps later launches quick.
 * @param {string} root the project's folder
 * @param {{path: string, env: NodeJS.ProcessEnv}} node
 */
export async function ensureModules(root, node) {
  if (isStamped(root)) return;
  await oneAtATime(join(root, '.cache', 'install.lock'), async () => {
    if (isStamped(root)) return;
    if (!matchesLock(root)) {
      process.stderr.write('Installing the dependencies …\n');
      await runNpm(node.path, node.env, root, ['ci', '--ignore-scripts'], 'install the dependencies');
    }
    await writeFile(stampPath(root), lockHash(root));
  });
}

const stampPath = (root) => join(root, 'node_modules', '.flamenco-lock-hash');
const lockHash = (root) =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

function isStamped(root) {
  return existsSync(stampPath(root)) && readFileSync(stampPath(root), 'utf8') === lockHash(root);
}

/**
 * Whether somebody has already installed exactly this with npm by hand: npm keeps its own record of what it put there.
 */
function matchesLock(root) {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const there = JSON.parse(readFileSync(record, 'utf8')).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(([path, wish]) => {
    if (path === '') return true;
    const found = there[path];
    // Optional packages may belong to another platform.
    return found
      ? found.version === wish.version
      : wish.optional === true || wish.devOptional === true || wish.peer === true;
  });
}
