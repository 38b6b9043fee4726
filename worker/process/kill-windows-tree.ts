import { execFile, type ExecFileOptions } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { isAlive } from './is-alive.ts';
import { systemProgram } from '#system/programs/system-program.ts';

/** `taskkill` fails now and then: a process that is just starting, a security program that holds on to it. */
const TRIES = 5;
const BETWEEN_TRIES = 250;
const TASKKILL_TAKES_AT_MOST = 5_000;
/** All that there is time for if Windows ends this worker in a few seconds. */
const URGENT_TAKES_AT_MOST = 1_000;

/** What ends processes on Windows; specs pass in others, which fail. */
export interface WindowsKiller {
  /**
   * Ends a process and everything below it by force. Never rejects: what counts is who is alive afterwards.
   *
   * @param limit in milliseconds; then it is no longer waited for.
   */
  taskkill(pid: number, limit: number): Promise<void>;
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
export async function killWindowsTree(
  pid: number,
  { isUrgent = false }: { readonly isUrgent?: boolean } = {},
  killer: WindowsKiller = WINDOWS,
): Promise<boolean> {
  const [tries, limit] = isUrgent ? [1, URGENT_TAKES_AT_MOST] : [TRIES, TASKKILL_TAKES_AT_MOST];
  for (let tried = 1; tried <= tries; tried++) {
    if (tried > 1) await killer.wait(BETWEEN_TRIES);
    if (!killer.isAlive(pid)) return true;
    await killer.taskkill(pid, limit);
    if (!killer.isAlive(pid)) return true;
    // The first time, taskkill may only need a moment more; ending the program alone loses sight of what is below it.
    if (tried > 1 || isUrgent) killer.terminate(pid);
  }
  return !killer.isAlive(pid);
}

/** The call that ends a process and everything below it by force. */
export function taskkillCall(
  pid: number,
  limit: number,
  environment?: NodeJS.ProcessEnv,
): readonly [program: string, args: readonly string[], options: ExecFileOptions] {
  return [
    systemProgram('taskkill.exe', environment),
    ['/PID', String(pid), '/T', '/F'],
    { timeout: limit, killSignal: 'SIGKILL' },
  ];
}

const WINDOWS: WindowsKiller = {
  taskkill: async (pid, limit) => {
    const [program, args, options] = taskkillCall(pid, limit);
    await new Promise<void>((resolve) => execFile(program, args, { windowsHide: true, ...options }, () => resolve()));
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
