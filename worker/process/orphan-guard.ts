import { spawn } from 'node:child_process';

/**
 * Waits for the end of its input, which comes when the worker is gone for whatever reason, and then kills the process
 * group.
 */
const SCRIPT = 'cat >/dev/null; kill -s KILL -- "-$1" 2>/dev/null';

export interface OrphanGuard {
  /** Call this when the program has ended by itself. */
  dismiss(): void;
}

/**
 * Makes sure that the process group of `pid` does not outlive this worker, even if the worker is killed with SIGKILL
 * and can do nothing itself. The guard is a shell in a separate process group, blocked on a pipe that the worker holds
 * open. POSIX only; elsewhere it does nothing.
 */
export function guardAgainstOrphans(pid: number): OrphanGuard {
  if (process.platform === 'win32') return { dismiss: () => undefined };
  const guard = spawn('/bin/sh', ['-c', SCRIPT, 'flamenco-orphan-guard', String(pid)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    windowsHide: true,
  });
  guard.once('error', () => undefined);
  guard.stdin.on('error', () => undefined);
  guard.unref();
  return {
    dismiss: () => {
      const guardPid = guard.pid;
      if (guardPid === undefined) return;
      try {
        // The whole group: the shell and its `cat`.
        process.kill(-guardPid, 'SIGKILL');
      } catch {
        // It is gone already.
      }
      guard.stdin.destroy();
    },
  };
}
