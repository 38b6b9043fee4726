import { TaskStopped } from './task-stopped.ts';

/** A second signal within this time is the same key press: npm and the terminal both pass Ctrl+C on. */
const SAME_PRESS_MILLISECONDS = 500;

/**
 * Aborts `stop` on the first SIGINT, SIGTERM or SIGHUP, and ends the process at once with exit code 1 on another one. The programs of a
 * running task do not outlive it even then: see process/orphan-guard.ts.
 */
export function stopOnSignals(stop: AbortController): void {
  let firstAt: number | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    const now = performance.now();
    firstAt ??= now;
    if (!stop.signal.aborted) {
      return stop.abort(new TaskStopped('shutdown', `this worker is shutting down (it received ${signal})`));
    }
    if (now - firstAt > SAME_PRESS_MILLISECONDS) process.exit(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
}
