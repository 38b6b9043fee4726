import { powershell } from '#system/programs/system-program.ts';
import type { StartedProgram } from './started-programs.ts';

/** One process of Windows; `startedAt` in milliseconds since 1970. */
export interface WindowsProcess {
  readonly pid: number;
  /** The process that started it; its number may be that of another one by now. */
  readonly parent: number;
  readonly startedAt: number;
}

/** A program shows up with its number at once; one that does so later has got the number of one that ended. */
const SHOWS_UP_WITHIN = 10_000;

/** Node's clock and that of the system differ by a few milliseconds on Windows. */
const CLOCKS_DIFFER = 100;

/** The call that lists all processes, one in each line: its number, its parent's, and when it was started. */
export function listWindowsProcesses(environment?: NodeJS.ProcessEnv): readonly [string, readonly string[]] {
  return powershell(
    [
      `Get-CimInstance Win32_Process -Property ProcessId,ParentProcessId,CreationDate`,
      `Where-Object { $_.CreationDate }`,
      `ForEach-Object { '{0} {1} {2}' -f $_.ProcessId, $_.ParentProcessId, $_.CreationDate.ToUniversalTime().ToString('o') }`,
    ].join(' | '),
    environment,
  );
}

/** Lines that are something else are left out. */
export function parseWindowsProcesses(text: string): WindowsProcess[] {
  return text.split('\n').flatMap((line) => {
    const [, pid, parent, started] = /^(\d+) (\d+) (\d{4}-\d\d-\d\dT[\d:.]+Z)\r?$/.exec(line) ?? [];
    if (pid === undefined || parent === undefined || started === undefined) return [];
    return [{ pid: Number(pid), parent: Number(parent), startedAt: Date.parse(started) }];
  });
}

/**
 * What is left of programs and of everything below them. A process belongs to the one that has its parent's number only
 * if that was alive when it was started. So nothing of somebody else's is ever taken; but what was started by a process
 * that has ended, below the program itself, is not found.
 */
export function leftOf(programs: readonly StartedProgram[], processes: readonly WindowsProcess[]): number[] {
  const found = new Set<WindowsProcess>();
  for (const { pid, from: before, until = Infinity } of programs) {
    const from = before - CLOCKS_DIFFER;
    const end = Math.min(until, from + SHOWS_UP_WITHIN);
    for (const process of processes) {
      const isItself = process.pid === pid && isBetween(process.startedAt, from, end);
      const isChild = process.parent === pid && isBetween(process.startedAt, from, until);
      if (isItself || isChild) found.add(process);
    }
  }
  // A set that grows while it is walked through is walked through to its end.
  for (const above of found) {
    for (const process of processes) {
      if (process.parent === above.pid && process.startedAt >= above.startedAt) found.add(process);
    }
  }
  return [...found].map(({ pid }) => pid);
}

function isBetween(moment: number, from: number, until: number): boolean {
  return from <= moment && moment <= until;
}
