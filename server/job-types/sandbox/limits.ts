/** What one evaluation of a script may use. */
export interface SandboxLimits {
  /** Memory of the isolate that the script runs in, in MB. */
  memoryMegabytes: number;
  /**
   * Memory of the whole process that the isolate lives in, in MB: buffers, large numbers and what the language's own
   * functions make are in no isolate's count.
   */
  processMegabytes: number;
  /** Processor time for loading the script and running it, in milliseconds. */
  cpuTimeMs: number;
  /** Wall-clock time for the same, which only a script on an overloaded machine gets to see, in milliseconds. */
  wallTimeMs: number;
  /** How long after `wallTimeMs` a child that has not answered is killed, in milliseconds. */
  graceMs: number;
  /** How many `print()` and `alert()` calls reach the log. */
  printedLines: number;
  /** The longest text that one of those calls may log, in characters. */
  printedCharacters: number;
  /** The longest text of an error that reaches the artist, in characters. */
  failureCharacters: number;
}

export const DEFAULT_LIMITS: SandboxLimits = {
  memoryMegabytes: 256,
  processMegabytes: 768,
  cpuTimeMs: 10_000,
  wallTimeMs: 60_000,
  graceMs: 2_000,
  printedLines: 1_000,
  printedCharacters: 10_000,
  failureCharacters: 4_000,
};
