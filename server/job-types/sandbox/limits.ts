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

/** What the artist reads about a script that needs too much memory. */
export function memoryText(limits: SandboxLimits): string {
  return `the script was stopped because it used more than ${limits.memoryMegabytes} MB of memory`;
}

/** What the artist reads about a script that does not end. */
export function timeText(limits: SandboxLimits): string {
  return `the script was stopped because it ran for more than ${limits.wallTimeMs / 1000} s`;
}

/** What the artist reads about a script that crashed its process, usually for lack of memory. */
export function crashText(limits: SandboxLimits): string {
  return `the script was stopped because it asked for more than the JavaScript engine can give (${limits.memoryMegabytes} MB of memory)`;
}
