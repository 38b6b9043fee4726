import type { WorkerActor } from '../contracts/actor.ts';
import type { AssignedTask } from '../contracts/task.ts';
import type { WorkerStatus } from '../contracts/worker.ts';
import type { EligibilityRule } from '../domain/eligibility.ts';
import { taskGate } from '../domain/worker-state.ts';
import type { Farm } from '../farm/farm.ts';
import type { Transaction } from '../persistence/database.ts';
import { lockWorker, saveWorker } from '../persistence/repositories/workers.repository.ts';
import { beginAttemptLog } from '../use-cases/begin-attempt-log.ts';
import { claimTask } from '../use-cases/claim-task.ts';
import { workerState } from '../use-cases/parts/change-worker.ts';
import { taskOfWorker, workerEvent } from '../use-cases/parts/event-payloads.ts';
import { assignedTask } from './assigned-task.ts';
import { chooseTasks } from './choose-tasks.ts';
import { findTaskInHand } from './task-in-hand.ts';
import { type WorkerInQuestion, workerInQuestion } from './worker-in-question.ts';

/** After losing this many races in a row, a worker is told that there is nothing to do, and asks again. */
const MAX_SEARCHES = 100;

export type NextTaskAnswer =
  | { readonly answer: 'task'; readonly task: AssignedTask }
  | { readonly answer: 'nothing' }
  | { readonly answer: 'change-status'; readonly status: WorkerStatus }
  | { readonly answer: 'wrong-status'; readonly message: string };

/**
 * A worker asks for work and gets the task that it already has, else the first one in the order of
 * `domain/task-order.ts` that every eligibility rule lets it have. The cost does not grow with the number of tasks.
 * @throws FarmError not-found (the worker)
 */
export async function nextTask(
  farm: Farm,
  by: WorkerActor,
  rules: readonly EligibilityRule[] = farm.plugins.rules,
): Promise<NextTaskAnswer> {
  let beginLog: () => Promise<void> = () => Promise.resolve();
  const answer = await farm.database.transaction(
    async (tx): Promise<NextTaskAnswer> => {
      const worker = { ...(await lockWorker(tx, by.id)), last_seen_at: tx.now };
      await saveWorker(tx, worker.id, { last_seen_at: tx.now });
      const gate = taskGate(workerState(worker));
      if (gate.answer !== 'ok') return gate;
      // Flamenco's own worker knows nothing of approval: to it this is a farm without work, and it asks again.
      if (worker.approval !== null) return { answer: 'nothing' };
      const inHand = await findTaskInHand(tx.tables, worker.id);
      if (inHand) return { answer: 'task', task: assignedTask(farm, inHand, worker) };
      const claimed = await claimFirst(farm, tx, workerInQuestion(worker, { tagIds: [], runningTask: null }), rules);
      if (!claimed) return { answer: 'nothing' };
      tx.emit('worker.changed', workerEvent(worker, { changed: ['task', 'last_seen'], task: taskOfWorker(claimed) }));
      // Only once it is stored: the database may undo this and run it again, with another outcome.
      tx.afterCommit(() => {
        beginLog = () => beginAttemptLog(farm, claimed, worker);
      });
      return { answer: 'task', task: assignedTask(farm, claimed, worker) };
    },
    { by },
  );
  await beginLog();
  return answer;
}

/**
 * Looks again when another worker was faster, which can only happen when several managers or connections serve the
 * farm.
 */
async function claimFirst(
  farm: Farm,
  tx: Transaction,
  worker: WorkerInQuestion,
  rules: readonly EligibilityRule[],
): ReturnType<typeof claimTask> {
  for (let search = 1; search <= MAX_SEARCHES; search++) {
    const { value: task } = await chooseTasks(tx.tables, worker, rules).next();
    if (!task) return undefined;
    const claimed = await claimTask(farm, tx, task, worker.row);
    if (claimed) return claimed;
  }
  return undefined;
}
