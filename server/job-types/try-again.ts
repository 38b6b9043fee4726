const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

/**
 * How long a script that ran into a limit rests before it is tried again, in milliseconds, after so many failures in a
 * row. The first may have been the machine's fault, so the second try is due at once.
 */
export function pauseAfter(failures: number): number {
  return failures < 2 ? 0 : Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 2));
}
