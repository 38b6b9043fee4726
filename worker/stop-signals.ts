import type { Logger } from 'pino';
import { firstBug } from '#shared/first-bug.ts';
import { isUrgent, stopSignal } from '#shared/stop-signal.ts';
import { TaskStopped } from './task-stopped.ts';

/**
 * Aborts `stop` at the first signal to stop; another one ends the process at once. Even then, the programs of a running
 * task do not outlive it: see process/orphan-guard.ts.
 */
export function stopOnSignals(stop: AbortController): void {
  void stopSignal().then((signal) => {
    const why = `this worker is shutting down (it received ${signal})`;
    stop.abort(new TaskStopped('shutdown', why, isUrgent(signal, process.platform)));
  });
}

/**
 * Aborts `stop` at the first error that nobody caught, so that the task goes back to the manager. `onBug` is called
 * before that.
 */
export function stopOnBug(stop: AbortController, logger: Logger, onBug: () => void): void {
  void firstBug((err) => logger.fatal({ err }, 'worker has a bug, and cannot go on')).then(() => {
    onBug();
    stop.abort(new TaskStopped('shutdown', 'this worker is shutting down, because it has a bug; its log says more'));
  });
}
