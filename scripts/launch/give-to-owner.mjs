import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Gives what root has made in the project's folder to the owner of that folder, whose next update would fail otherwise.
 * Does nothing for anybody but root, and in a folder of root's.
 * @param {string} root the project's folder
 * @param {readonly string[]} paths relative to it; with all that is in them
 */
export function giveToOwner(root, paths) {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = statSync(root);
  const there = paths.map((path) => join(root, path)).filter((path) => existsSync(path));
  // npm itself stays root: the owner may have no home, no right to npm's settings, or none to this Node.
  if (uid !== 0 && there.length > 0) spawnSync('chown', ['-hR', `${uid}:${gid}`, ...there], { stdio: 'ignore' });
}
