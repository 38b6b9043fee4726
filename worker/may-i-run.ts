import type { Logger } from 'pino';
import type { ManagerClient } from './manager-client.ts';
import { wait } from './wait.ts';

/**
 * Keeps asking whether the task may go on until `signal` aborts; calls `onRefused` once if it may not. No answer, or
 * one that makes no sense, means "go on": a manager that is away for a while must not cost a render.
 */
export async function watchPermission(
  client: ManagerClient,
  taskId: string,
  everyMilliseconds: number,
  logger: Logger,
  signal: AbortSignal,
  onRefused: (reason: string) => void,
): Promise<void> {
  for (;;) {
    await wait(everyMilliseconds, signal);
    if (signal.aborted) return;
    const answer = await client.mayIRun(taskId, signal);
    if (answer.kind === 'ok' && !answer.body.mayKeepRunning) return onRefused(answer.body.reason);
    // Another worker has the task by now.
    if (answer.kind === 'refused' && answer.isRevoked === true) return onRefused(answer.message);
    if (answer.kind !== 'ok' && !signal.aborted)
      logger.debug({ answer }, 'manager did not say whether the task may go on');
  }
}
