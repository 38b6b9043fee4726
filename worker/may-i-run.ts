import type { Logger } from 'pino';
import type { ManagerClient } from './manager-client.ts';
import { wait } from './wait.ts';

/**
 * Asks again and again, until `signal` aborts, whether the task may go on; calls `onRefused` once when it may not.
 * No answer, or an answer that is none, means "go on": the manager may be away for a while without costing a render.
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
    if (answer.kind !== 'ok' && !signal.aborted)
      logger.debug({ answer }, 'manager did not say whether the task may go on');
  }
}
