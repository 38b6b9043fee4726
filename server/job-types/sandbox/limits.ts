import type { SandboxRequest } from './messages.ts';

/** What one evaluation of a script may use. */
export interface SandboxLimits {
  /** Memory of the isolate that the script runs in, in MB. */
  memoryMegabytes: number;
  /** Wall-clock time for loading the script and running it, in milliseconds. */
  wallTimeMs: number;
  /** How long after `wallTimeMs` a child that has not answered is killed, in milliseconds. */
  graceMs: number;
  /** How many `print()` and `alert()` calls reach the log. */
  printedLines: number;
  /** The longest text that one of those calls may log, in characters. */
  printedCharacters: number;
}

export const DEFAULT_LIMITS: SandboxLimits = {
  memoryMegabytes: 256,
  wallTimeMs: 10_000,
  graceMs: 2_000,
  printedLines: 1_000,
  printedCharacters: 10_000,
};

/** What people read about a script that needs too much memory. */
export function memoryText(limits: SandboxLimits, request: SandboxRequest): string {
  return `${whatRan(request)} was stopped because the script used more than ${limits.memoryMegabytes} MB of memory`;
}

/** What people read about a script that does not end. */
export function timeText(limits: SandboxLimits, request: SandboxRequest): string {
  return `${whatRan(request)} was stopped because the script ran for more than ${limits.wallTimeMs / 1000} s`;
}

/** What people read about a script that crashed its process, usually for lack of memory. */
export function crashText(limits: SandboxLimits, request: SandboxRequest): string {
  return (
    `${whatRan(request)} was stopped because the script asked for more than the JavaScript engine can give ` +
    `(${limits.memoryMegabytes} MB of memory)`
  );
}

function whatRan({ job }: SandboxRequest): string {
  return job ? `compiling the job "${job.name}"` : 'listing this job type, for which its top level runs,';
}
