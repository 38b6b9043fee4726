import { setTimeout as delay } from 'node:timers/promises';

/** A started program, as far as its keeper needs it. */
export interface Kept {
  /** How it ended: its exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  /** Asks it to end in order. */
  askToStop(): void;
}

interface Keeping {
  readonly start: () => Kept;
  /** Aborts when nothing is to run any more. */
  readonly stop: AbortSignal;
  /** Tells what the keeper does, in one line. */
  readonly say: (line: string) => void;
  /** Now, in milliseconds. */
  readonly clock?: () => number;
  readonly pause?: (milliseconds: number, stop: AbortSignal) => Promise<unknown>;
}

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;
/** Whoever ran this long has not failed at its start. */
const LONG_MS = 10 * 60_000;

/**
 * Starts a program again each time that it fails, after pauses that grow while it fails soon. A program that ends well
 * was stopped by somebody, and stays so.
 */
export async function keepRunning(keeping: Keeping): Promise<void> {
  const { start, stop, say, clock = () => performance.now(), pause = interruptiblePause } = keeping;
  let wait = FIRST_PAUSE_MS;
  while (!stop.aborted) {
    const began = clock();
    const program = start();
    const ask = () => program.askToStop();
    stop.addEventListener('abort', ask, { once: true });
    const end = await program.ended;
    stop.removeEventListener('abort', ask);
    if (stop.aborted || end === 0) return;
    if (clock() - began >= LONG_MS) wait = FIRST_PAUSE_MS;
    say(
      `the manager ended with ${typeof end === 'number' ? `exit code ${end}` : end}; it is started again in ${wait / 1000} s`,
    );
    await pause(wait, stop);
    wait = Math.min(2 * wait, LONGEST_PAUSE_MS);
  }
}

async function interruptiblePause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await delay(milliseconds, undefined, { signal }).catch(() => undefined);
}
