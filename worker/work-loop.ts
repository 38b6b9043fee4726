import type { Logger } from 'pino';
import type { WorkerStatus } from '#server/contracts/worker.ts';
import type { ManagerClient } from './manager-client.ts';
import { runTask } from './task-runner.ts';
import type { TaskRunnerParts } from './task-runner.ts';
import type { Timing } from './timing.ts';
import { GrowingWait } from './wait.ts';

export interface WorkLoopParts extends TaskRunnerParts {
  readonly client: ManagerClient;
  readonly timing: Timing;
  readonly logger: Logger;
  /** End the loop after one task. */
  readonly once: boolean;
}

/** How the loop ended. `identity-refused`: the manager does not know us, or no longer does. */
export type WorkLoopEnd = { readonly changeTo: WorkerStatus } | 'stopped' | 'one-task-done' | 'identity-refused';

/**
 * The life of an awake worker: ask for a task, run it, ask again at once; while there is none, wait longer and longer.
 * Ends when the manager wants another status or does not know us, or when `stop` aborts.
 */
export async function workLoop(parts: WorkLoopParts, stop: AbortSignal): Promise<WorkLoopEnd> {
  const { client, timing, logger } = parts;
  const idle = new GrowingWait(timing.idleFirst, timing.idleLongest);
  const trouble = new GrowingWait(timing.errorFirst, timing.errorLongest);
  while (!stop.aborted) {
    // A manager that has not received our last result would hand out the same task again.
    await parts.sender.flush();
    const answer = await client.askForTask(stop);
    if (stop.aborted) break;
    if (answer.kind === 'task' || answer.kind === 'no-task') trouble.startOver();
    switch (answer.kind) {
      case 'task':
        idle.startOver();
        await runTask(parts, answer.task, stop);
        if (parts.once) return 'one-task-done';
        break;
      case 'no-task':
        await idle.wait(stop);
        break;
      case 'change-status':
        return { changeTo: answer.status };
      case 'unreachable':
        logger.warn({ reason: answer.reason }, 'manager could not be reached');
        await trouble.wait(stop);
        break;
      case 'refused':
        logger.warn({ status: answer.status, reason: answer.message }, 'manager gave no task');
        await trouble.wait(stop);
        if (answer.status === 401 || answer.status === 403) return 'identity-refused';
        // 409: the manager thinks we are asleep, lost or still starting. Saying that we are awake puts that right.
        if (answer.status === 409) await client.reportStatus('awake', stop);
        break;
    }
  }
  return 'stopped';
}
