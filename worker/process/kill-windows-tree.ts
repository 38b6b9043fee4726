import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './is-alive.ts';
import { systemProgram } from '#system/programs/system-program.ts';

/** `taskkill` fails now and then: a process that is just starting, a security program that holds on to it. */
const TRIES = 5;
const BETWEEN_TRIES = 250;
const TASKKILL_TAKES_AT_MOST = 5_000;

/** What ends processes on Windows; specs pass in others, which fail. */
export interface WindowsKiller {
  /** Ends a process and everything below it by force. Never rejects: what counts is who is alive afterwards. */
  taskkill(pid: number): Promise<void>;
  /** Ends one process by force. Never throws. */
  terminate(pid: number): void;
  isAlive(pid: number): boolean;
  wait(milliseconds: number): Promise<void>;
}

/**
 * Ends a program and everything below it on Windows, which has no gentle way. Where `taskkill` fails, at least the
 * program itself is ended, so that nobody waits for it for ever; what it leaves behind is looked for later, see
 * strays.ts.
 *
 * @returns whether the program is gone.
 */
export async function killWindowsTree(pid: number, killer: WindowsKiller = WINDOWS): Promise<boolean> {
  for (let tried = 0; tried < TRIES; tried++) {
    if (tried > 0) await killer.wait(BETWEEN_TRIES);
    if (!killer.isAlive(pid)) return true;
    await killer.taskkill(pid);
    if (!killer.isAlive(pid)) return true;
    // The first time, taskkill may only need a moment more; ending the program alone loses sight of what is below it.
    if (tried > 0) killer.terminate(pid);
  }
  return !killer.isAlive(pid);
}

const WINDOWS: WindowsKiller = {
  taskkill: async (pid) => {
    const args = ['/PID', String(pid), '/T', '/F'];
    await new Promise<void>((resolve) => {
      execFile(
        systemProgram('taskkill.exe'),
        args,
        { windowsHide: true, timeout: TASKKILL_TAKES_AT_MOST, killSignal: 'SIGKILL' },
        () => resolve(),
      );
    });
  },
  terminate: (pid) => {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has just ended, or may not be ended by this account.
    }
  },
  isAlive,
  wait: (milliseconds) => delay(milliseconds),
};
