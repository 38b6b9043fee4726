import { setTimeout as delay } from 'node:timers/promises';
import { killWindowsTree } from './kill-windows-tree.ts';

const LOOK_EVERY = 50;
/**
 * A process that hangs in the kernel (on a dead network share) survives even SIGKILL for a while; we do not wait for
 * it.
 */
const KILL_TAKES_AT_MOST = 1_000;

/**
 * Ends a program and everything it started. On POSIX, `pid` must be the leader of a process group: the group gets
 * SIGTERM, then SIGKILL if a member is left after `graceMilliseconds`. Windows has no gentle way. Resolves when nothing
 * of the group is running any more; it is fine if the group is gone already.
 *
 * @returns false if it could not be ended; nobody should wait for it.
 */
export async function killTree(pid: number, graceMilliseconds: number): Promise<boolean> {
  if (process.platform === 'win32') return await killWindowsTree(pid);
  if (!signalGroup(pid, 'SIGTERM')) return true;
  if (await isGoneWithin(pid, graceMilliseconds)) return true;
  signalGroup(pid, 'SIGKILL');
  return await isGoneWithin(pid, KILL_TAKES_AT_MOST);
}

/** Whether the process group still has members (POSIX only; always false on Windows). */
export function groupIsAlive(pid: number): boolean {
  return process.platform !== 'win32' && signalGroup(pid, 0);
}

async function isGoneWithin(pid: number, milliseconds: number): Promise<boolean> {
  const deadline = performance.now() + milliseconds;
  while (groupIsAlive(pid)) {
    if (performance.now() >= deadline) return false;
    await delay(LOOK_EVERY);
  }
  return true;
}

/** False if there is no such group, or no longer. */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}
