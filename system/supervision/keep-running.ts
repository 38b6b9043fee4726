import { pauseBeforeRestart, type ProgramEnd } from './restart-rule.ts';

/** A program that was started. */
export interface KeptProgram {
  readonly ended: Promise<ProgramEnd>;
  /** Asks it to stop, and ends it if it does not. */
  stop(): void;
}

export interface Keeping {
  readonly start: () => KeptProgram;
  /** Returns early, without an error, when `signal` aborts. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** In milliseconds, from any moment on. */
  readonly now: () => number;
  /** Tells how the program ended, and after which pause it is started again; undefined if it is not. */
  readonly tell: (end: ProgramEnd, pause: number | undefined) => void;
}

/**
 * Keeps a program running until it ends because it is no longer wanted, or `stop` aborts. Systems whose service manager
 * starts a program again when it has failed do not need this; the Task Scheduler of Windows does not do that.
 */
export async function keepRunning({ start, wait, now, tell }: Keeping, stop: AbortSignal): Promise<void> {
  let pause: number | undefined = 0;
  while (pause !== undefined && !stop.aborted) {
    const startedAt = now();
    const end = await untilEnded(start(), stop);
    pause = stop.aborted ? undefined : pauseBeforeRestart(end, now() - startedAt, pause);
    tell(end, pause);
    if (pause !== undefined && pause > 0) await wait(pause, stop);
  }
}

async function untilEnded(program: KeptProgram, stop: AbortSignal): Promise<ProgramEnd> {
  const askToStop = () => program.stop();
  stop.addEventListener('abort', askToStop, { once: true });
  return await program.ended.finally(() => stop.removeEventListener('abort', askToStop));
}
