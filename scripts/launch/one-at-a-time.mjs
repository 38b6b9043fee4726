import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Runs the work while no other process does work under the same lock file. A lock whose owner has died is taken over.
 * @template T
 * @param {string} lock path of the lock file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function oneAtATime(lock, work) {
  await mkdir(dirname(lock), { recursive: true });
  let told = false;
  while (!(await take(lock))) {
    if (!told) process.stderr.write('Waiting for another start of this project to finish its preparations …\n');
    told = true;
    await wait(200);
  }
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function take(lock) {
  try {
    await writeFile(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (ownerIsGone(lock)) await rm(lock, { force: true });
    return false;
  }
}

function ownerIsGone(lock) {
  if (!existsSync(lock)) return false;
  const owner = Number(readFileSync(lock, 'utf8'));
  if (!owner) return Date.now() - statSync(lock).mtimeMs > 5000;
  try {
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}
