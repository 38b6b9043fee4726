/** The exit code with which a program asks to be started again; a worker does when the manager wants that. */
export const RESTART_CODE = 47;

const FIRST_PAUSE = 5_000;
const LONGEST_PAUSE = 60_000;
/** A program that lived this long did not fail at its start: the pauses begin anew. */
const LIVED_WELL = 600_000;

/** How a program ended: with an exit code, or because of what `because` says. */
export interface ProgramEnd {
  readonly code: number | undefined;
  readonly because?: string | undefined;
}

/**
 * How long to wait before a program that has ended is started again, in milliseconds; undefined if it is not. It is not
 * if it was told to end (exit code 0).
 * @param livedFor in milliseconds
 * @param lastPause before its start; 0 for the first start and after a restart that was asked for
 */
export function pauseBeforeRestart({ code }: ProgramEnd, livedFor: number, lastPause: number): number | undefined {
  if (code === 0) return undefined;
  if (code === RESTART_CODE) return 0;
  if (lastPause === 0 || livedFor >= LIVED_WELL) return FIRST_PAUSE;
  return Math.min(lastPause * 2, LONGEST_PAUSE);
}
