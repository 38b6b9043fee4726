import type { WorkerActor } from '../contracts/actor.ts';
import type { MayKeepRunning } from '../contracts/task.ts';
import { type HeldTask, mayKeepRunning } from '../domain/worker-state.ts';
import { findAttempt } from '../persistence/repositories/attempts.repository.ts';
import { getTask, saveTask } from '../persistence/repositories/tasks.repository.ts';
import { getWorker, saveWorker } from '../persistence/repositories/workers.repository.ts';
import { workerState } from './parts/change-worker.ts';
import type { Farm } from '../farm/farm.ts';

/**
 * A worker asks whether it may continue the attempt that it is running. A yes counts as a sign of life of the task.
 * @throws FarmError not-found (the worker)
 */
export async function mayWorkerRun(farm: Farm, by: WorkerActor, attemptId: string): Promise<MayKeepRunning> {
  const workerId = by.id;
  return farm.database.transaction(
    async (tx) => {
      const worker = await getWorker(tx.tables, workerId);
      const attempt = await findAttempt(tx.tables, attemptId);
      const task = attempt && (await getTask(tx.tables, attempt.task_id));
      const held: HeldTask | null = task
        ? { status: task.status, isTheirs: task.attempt_id === attemptId && attempt.worker_id === workerId }
        : null;
      const answer = mayKeepRunning(workerState(worker), held);
      if (held) await saveWorker(tx, workerId, { last_seen_at: tx.now });
      if (task && answer.mayKeepRunning) await saveTask(tx, task.id, { last_touched_at: tx.now });
      return answer;
    },
    { by },
  );
}
