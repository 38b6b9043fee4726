import { stopSignal } from '#shared/stop-signal.ts';
import { TaskStopped } from './task-stopped.ts';

/**
 * Aborts `stop` at the first signal to stop; another one ends the process at once. Even then, the programs of a running
 * task do not outlive it: see process/orphan-guard.ts.
 */
export function stopOnSignals(stop: AbortController): void {
  void stopSignal().then((signal) =>
    stop.abort(new TaskStopped('shutdown', `this worker is shutting down (it received ${signal})`)),
  );
}
