import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

const LOOK_EVERY = 50;
/**
 * A process that hangs in the kernel (on a dead network share) survives even SIGKILL for a while; we do not wait for
 * it.
 */
const KILL_TAKES_AT_MOST = 1_000;

/**
 * Ends a program and everything it started. On POSIX, `pid` must be the leader of a process group: the group gets
 * SIGTERM, then SIGKILL if a member is left after `graceMilliseconds`. Windows has no gentle way: `taskkill` ends the
 * tree by force. Resolves when nothing of the group is running any more; it is fine if the group is gone already.
 */
export async function killTree(pid: number, graceMilliseconds: number): Promise<void> {
  if (process.platform === 'win32') return await taskkill(pid);
  if (!signalGroup(pid, 'SIGTERM')) return;
  if (await isGoneWithin(pid, graceMilliseconds)) return;
  signalGroup(pid, 'SIGKILL');
  await isGoneWithin(pid, KILL_TAKES_AT_MOST);
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

async function taskkill(pid: number): Promise<void> {
  await new Promise<void>((resolve) => {
    const killer = spawn('taskkill', ['/PID', String(pid), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    killer.once('error', () => resolve());
    killer.once('exit', () => resolve());
  });
}
