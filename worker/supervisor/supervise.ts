import type { Logger } from 'pino';
import { pauseBeforeRestart, type WorkerEnd } from './restart-rule.ts';

/** A worker that was started. */
export interface WorkerChild {
  readonly ended: Promise<WorkerEnd>;
  /** Asks it to stop, and ends it if it does not. */
  stop(): void;
}

export interface Supervision {
  readonly start: () => WorkerChild;
  /** Returns early, without an error, when `signal` aborts. */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** In milliseconds, from any moment on. */
  readonly now: () => number;
  readonly logger: Logger;
}

/**
 * Keeps a worker running until it ends because it is no longer wanted, or `stop` aborts. Systems whose service manager
 * starts a program again when it has failed do not need this; the Task Scheduler of Windows does not do that.
 */
export async function supervise({ start, wait, now, logger }: Supervision, stop: AbortSignal): Promise<void> {
  for (let pause: number | undefined = 0; pause !== undefined;) {
    const startedAt = now();
    const end = await untilEnded(start(), stop);
    pause = pauseBeforeRestart(end, now() - startedAt, pause);
    if (stop.aborted) pause = undefined;
    if (pause === undefined) logger.info({ ...end }, 'worker has ended and is not started again');
    else if (pause === 0) logger.info('worker asked to be started again');
    else logger.error({ ...end, seconds: pause / 1000 }, 'worker has failed and is started again after a pause');
    if (pause === undefined || pause === 0) continue;
    await wait(pause, stop);
    if (stop.aborted) return;
  }
}

async function untilEnded(child: WorkerChild, stop: AbortSignal): Promise<WorkerEnd> {
  const askToStop = () => child.stop();
  stop.addEventListener('abort', askToStop, { once: true });
  if (stop.aborted) askToStop();
  return await child.ended.finally(() => stop.removeEventListener('abort', askToStop));
}
