import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import type { StartedProgram } from './started-programs.ts';
import { leftOf, listWindowsProcesses, parseWindowsProcesses } from './windows-processes.ts';

/** How this system is asked and told; specs pass in another. */
export interface StraySystem {
  readonly platform: NodeJS.Platform;
  /** What a program prints; empty if it fails. */
  readonly output: (program: string, args: readonly string[]) => Promise<string>;
  /** Ends a process by force. Never throws. */
  readonly kill: (pid: number) => void;
}

const ANSWERS_WITHIN = 15_000;
/** What is being started while we look is found the next time. */
const ROUNDS = 3;

/**
 * Kills programs of a task that are still there when it is over. On Linux and macOS these are the ones that left their
 * process groups, as daemons do; they are recognised by the task's folder for temporary files in their environment. On
 * Windows they are what `programs` left behind.
 */
export async function killStrays(
  temporaryFolder: string,
  programs: readonly StartedProgram[],
  system: StraySystem = SYSTEM,
): Promise<void> {
  if (system.platform === 'win32' && programs.length === 0) return;
  for (let round = 0; round < ROUNDS; round++) {
    const strays = (await find(temporaryFolder, programs, system)).filter((pid) => pid !== process.pid);
    for (const pid of strays) system.kill(pid);
    if (strays.length === 0 || system.platform === 'linux') return;
  }
}

async function find(
  temporaryFolder: string,
  programs: readonly StartedProgram[],
  { platform, output }: StraySystem,
): Promise<number[]> {
  if (platform === 'win32') return leftOf(programs, parseWindowsProcesses(await output(...listWindowsProcesses())));
  // -E: with the environment, which is shown of processes of the same account.
  if (platform === 'darwin')
    return inListing(await output('/bin/ps', ['-axEww', '-o', 'pid=,command=']), temporaryFolder);
  return platform === 'linux' ? await inProc(temporaryFolder) : [];
}

/** @param listing lines of a number, a command and its environment. */
export function inListing(listing: string, temporaryFolder: string): number[] {
  const mark = ` TMPDIR=${temporaryFolder} `;
  return listing
    .split('\n')
    .filter((line) => `${line} `.includes(mark))
    .map((line) => Number.parseInt(line, 10))
    .filter((pid) => pid > 1);
}

async function inProc(temporaryFolder: string): Promise<number[]> {
  const mark = `\0TMPDIR=${temporaryFolder}\0`;
  const found: number[] = [];
  for (const name of await readdir('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    const environment = await readFile(`/proc/${pid}/environ`, 'latin1').catch(() => '');
    if (`\0${environment}\0`.includes(mark)) found.push(pid);
  }
  return found;
}

const SYSTEM: StraySystem = {
  platform: process.platform,
  output: async (program, args) =>
    await new Promise((resolve) => {
      execFile(
        program,
        args,
        { windowsHide: true, timeout: ANSWERS_WITHIN, killSignal: 'SIGKILL', maxBuffer: 64 * 1024 * 1024 },
        (error, stdout) => resolve(error === null ? stdout : ''),
      );
    }),
  kill: (pid) => {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has just ended by itself.
    }
  },
};
