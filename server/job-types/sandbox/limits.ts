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
