import type { WorkerStatus } from '#server/contracts/worker.ts';
import type { StatusWish } from './status-wish.ts';
import { TaskStopped } from './task-stopped.ts';
import { wait } from './wait.ts';
import { workLoop } from './work-loop.ts';
import type { WorkLoopEnd, WorkLoopParts } from './work-loop.ts';

/** Why the status loop ended. */
export type StatusLoopEnd = 'stopped' | 'one-task-done' | 'identity-refused' | 'offline' | 'restart';

export interface StatusLoopParts extends WorkLoopParts {
  readonly wish: StatusWish;
}

/**
 * Goes from status to status as asked by the manager, or by somebody at this machine (`wish`); each new status is
 * reported to the manager:
 *
 *     awake   → works, see work-loop.ts        offline → ends
 *     asleep  → asks for a new status          restart → ends, to be started again
 *     any other status is treated as asleep
 */
export async function statusLoop(
  parts: StatusLoopParts,
  first: WorkerStatus,
  stop: AbortSignal,
): Promise<StatusLoopEnd> {
  let status = first;
  while (!stop.aborted) {
    status = parts.wish.take() ?? status;
    if (status === 'offline' || status === 'restart') return status;
    const current = status === 'awake' ? 'awake' : 'asleep';
    parts.logger.info({ status: current, requested: status }, 'status was taken');
    const reported = await parts.client.reportStatus(current, stop);
    if (reported.kind !== 'ok' && !stop.aborted) parts.logger.warn({ reported }, 'status could not be reported');
    const end = await liveIn(current, parts, stop);
    // Somebody at this machine asked for another status.
    if (end === 'stopped' && !stop.aborted) continue;
    if (typeof end === 'string') return end;
    // A manager that keeps asking for the status we are already in must not make us spin.
    if (end.changeTo === status) await wait(parts.timing.idleFirst, stop);
    status = end.changeTo;
  }
  return 'stopped';
}

/** Also ends as `stopped` when somebody at this machine asks for another status. */
async function liveIn(current: 'awake' | 'asleep', parts: StatusLoopParts, stop: AbortSignal): Promise<WorkLoopEnd> {
  const leave = new AbortController();
  const ignore = parts.wish.listen((wanted) => {
    if (wanted === current) parts.wish.take();
    else leave.abort(new TaskStopped('asleep', 'somebody at this machine put this worker to sleep'));
  });
  const signal = AbortSignal.any([stop, leave.signal]);
  try {
    return current === 'awake' ? await workLoop(parts, signal) : await sleepLoop(parts, signal);
  } finally {
    ignore();
  }
}

async function sleepLoop(
  parts: WorkLoopParts,
  stop: AbortSignal,
): Promise<{ changeTo: WorkerStatus } | 'stopped' | 'identity-refused'> {
  while (!stop.aborted) {
    await wait(parts.timing.asleepPoll, stop);
    if (stop.aborted) break;
    const answer = await parts.client.requestedStatus(stop);
    if (answer.kind === 'ok' && answer.body !== undefined) return { changeTo: answer.body };
    if (answer.kind === 'refused' && (answer.status === 401 || answer.status === 403)) return 'identity-refused';
    if (answer.kind !== 'ok' && !stop.aborted)
      parts.logger.debug({ answer }, 'manager could not be asked for a new status');
  }
  return 'stopped';
}
