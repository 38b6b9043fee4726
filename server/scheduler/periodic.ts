import type { Logger } from '../logging/logger.ts';

/**
 * Runs `round` again and again, `everyMs` after the last one ended, never two at once. A round that fails is logged and
 * the next one comes all the same. `stop` resolves when the running round is done.
 */
export function runPeriodically(
  logger: Logger,
  task: { name: string; firstAfterMs: number; everyMs: number; round(): Promise<unknown> },
): { now(): void; stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  function schedule(delay: number): void {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(start, delay);
  }

  function start(): void {
    if (running) {
      again = true;
      return;
    }
    running = task
      .round()
      .catch((error: unknown) => logger.error({ err: error, round: task.name }, 'periodic work failed'))
      .then(() => {
        running = undefined;
        schedule(again ? 0 : task.everyMs);
        again = false;
      });
  }

  schedule(task.firstAfterMs);
  return {
    now: start,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
