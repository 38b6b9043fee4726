import { rename, rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { FILE_PATIENCE, isWorthWaitingFor, pausesWithin } from './held-files.mjs';
import { isOnNetwork } from './on-network.mjs';

/**
 * Renames a file or folder, and is patient with programs that hold it for a moment. Plain JavaScript that any Node from
 * 20 on can run, since the launcher needs it, too.
 * @param {string} from
 * @param {string} to
 * @param {import('./firmly.d.mts').RenameOptions} options
 * @throws the system's error once patience has run out, or at once if waiting cannot help; the reason of `signal`
 */
export async function renameFirmly(from, to, { rename: once = rename, ...firmness } = {}) {
  await doFirmly(from, () => once(from, to), firmness);
}

/**
 * Deletes a file or a folder with everything in it, with the same patience. What is not there is fine, unless
 * `mustExist`.
 * @param {string} path
 * @param {import('./firmly.d.mts').RemoveOptions} options
 * @throws as {@link renameFirmly} does
 */
export async function removeFirmly(path, { mustExist = false, remove: once = rm, ...firmness } = {}) {
  await attemptFirmly(path, () => once(path, { recursive: true, force: !mustExist }), { isRemoval: true }, firmness);
}

/**
 * Does anything with a file or folder, with the same patience.
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} attempt
 * @param {import('./firmly.d.mts').Firmness} firmness
 * @returns {Promise<T>}
 * @throws as {@link renameFirmly} does
 */
export async function doFirmly(path, attempt, firmness = {}) {
  return attemptFirmly(path, attempt, { isRemoval: false }, firmness);
}

async function attemptFirmly(path, attempt, { isRemoval }, firmness) {
  const { patience = FILE_PATIENCE, signal, platform = process.platform, wait = delay, unless, onHeld } = firmness;
  const pauses = pausesWithin(patience);
  for (let tries = 0; ; tries++) {
    signal?.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      const isHeld = await isHeldFile(platform, error.code, path, isRemoval);
      if (!isHeld || tries >= pauses.length || (await unless?.())) throw error;
      if (tries === 0) await onHeld?.(error);
      await wait(pauses[tries], undefined, { signal }).catch(() => signal?.throwIfAborted());
    }
  }
}

async function isHeldFile(platform, code, path, isRemoval) {
  if (isWorthWaitingFor(platform, code, { isRemoval })) return true;
  if (!isWorthWaitingFor(platform, code, { isRemoval, isOnNetwork: true })) return false;
  return isOnNetwork(platform, path);
}
