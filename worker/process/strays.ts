import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { StartedProgram } from './started-programs.ts';
import { leftOf, listWindowsProcesses, parseWindowsProcesses } from './windows-processes.ts';

/** How this system is asked and told; specs pass in another. */
export interface StraySystem {
  readonly platform: NodeJS.Platform;
  /** What a program prints. Rejects if it fails or does not answer in time. */
  readonly output: (program: string, args: readonly string[]) => Promise<string>;
  /** Ends a process by force. Never throws. */
  readonly kill: (pid: number) => void;
}

const ANSWERS_WITHIN = 15_000;
const MOST_OUTPUT = 64 * 1024 * 1024;
/** What is being started while we look is found the next time. */
const ROUNDS = 3;

/**
 * Kills programs of a task that are still there when it is over. On Linux and macOS these are the ones that left their
 * process groups, as daemons do; they are recognised by the task's folder for temporary files in their environment. On
 * Windows they are what `programs` left behind.
 *
 * @throws Error if the system does not say what runs.
 */
export async function killStrays(
  temporaryFolder: string,
  programs: readonly StartedProgram[],
  system: StraySystem,
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
  if (platform === 'win32') {
    const processes = parseWindowsProcesses(await output(...listWindowsProcesses()));
    // There are always some: at least the one that lists them.
    if (processes.length === 0) throw new Error('PowerShell lists no processes at all');
    return leftOf(programs, processes);
  }
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

export const SYSTEM: StraySystem = {
  platform: process.platform,
  output: async (program, args) => {
    const limits = { timeout: ANSWERS_WITHIN, killSignal: 'SIGKILL', maxBuffer: MOST_OUTPUT } as const;
    const { stdout } = await promisify(execFile)(program, args, { windowsHide: true, ...limits });
    return stdout;
  },
  kill: (pid) => {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has just ended by itself.
    }
  },
};
