import type { Logger } from '../logging/logger.ts';

export interface PeriodicTask {
  /** For the log. */
  readonly name: string;
  readonly firstAfterMs: number;
  /** A function is called after each round. */
  readonly everyMs: number | (() => number);
  /** Asked before each round, which is skipped if this returns false. */
  when?(): boolean;
  round(): Promise<unknown>;
}

export interface PeriodicWork {
  /** Runs the next round at once, or right after the running one. */
  now(): void;
  /** Resolves when the running round is done. */
  stop(): Promise<void>;
}

/** Node fires longer timers immediately. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Runs `round` again and again, each time `everyMs` after the last one ended, never two at once. A round that fails is
 * logged, and the next one runs all the same.
 */
export function runPeriodically(logger: Logger, task: PeriodicTask): PeriodicWork {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  function schedule(delay: number): void {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(start, delay);
  }

  function pause(): number {
    return Math.min(typeof task.everyMs === 'number' ? task.everyMs : task.everyMs(), LONGEST_TIMER_MS);
  }

  function start(): void {
    if (running) {
      again = true;
      return;
    }
    const round = task.when?.() === false ? Promise.resolve() : task.round();
    running = round
      .catch((error: unknown) => logger.error({ err: error, round: task.name }, 'periodic work failed'))
      .then(() => {
        running = undefined;
        schedule(again ? 0 : pause());
        again = false;
      });
  }

  schedule(Math.min(task.firstAfterMs, LONGEST_TIMER_MS));
  return {
    now: start,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
