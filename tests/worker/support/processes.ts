import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

/** Whether a process is running; one that has ended but has not been waited for yet does not count. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // The state follows the name, which is in parentheses.
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'));
  } catch {
    return false;
  }
}

/** Resolves as soon as `condition` is true; fails if that takes too long. */
export async function until(condition: () => boolean, what: string, milliseconds = 10_000): Promise<void> {
  const deadline = performance.now() + milliseconds;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`did not happen in time: ${what}`);
    await delay(10);
  }
}
