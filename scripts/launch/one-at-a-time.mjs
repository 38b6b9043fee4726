import { readFileSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { doFirmly, removeFirmly } from '../../system/files/firmly.mjs';

/**
 * Runs the work while no other process does work under the same lock file. A lock whose owner has died is taken over.
 * @template T
 * @param {string} lock path of the lock file
 * @param {() => Promise<T>} work
 * @param {import('./one-at-a-time.d.mts').LockParts} parts
 * @returns {Promise<T>}
 */
export async function oneAtATime(lock, work, parts = {}) {
  await mkdir(dirname(lock), { recursive: true });
  let told = false;
  while (!(await take(lock, parts))) {
    if (!told) process.stderr.write('Waiting for another start of this project to finish its preparations …\n');
    told = true;
    await wait(200);
  }
  try {
    return await work();
  } finally {
    await removeFirmly(lock);
  }
}

async function take(lock, { write = writeFile, ...firmness }) {
  try {
    // Windows refuses with EPERM while a lock that was released is still being deleted.
    await doFirmly(lock, () => write(lock, String(process.pid), { flag: 'wx' }), firmness);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (ownerIsGone(lock)) await removeFirmly(lock);
    return false;
  }
}

function ownerIsGone(lock) {
  const found = lookAt(lock);
  if (found === undefined) return false;
  const { owner, age } = found;
  if (!owner) return age > 5000;
  try {
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

/** Undefined if it was released by now. */
function lookAt(lock) {
  try {
    return { owner: Number(readFileSync(lock, 'utf8')), age: Date.now() - statSync(lock).mtimeMs };
  } catch {
    return undefined;
  }
}
