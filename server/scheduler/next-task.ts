import type { JobStatus } from '../contracts/job.ts';
import type { AssignedTask, TaskStatus } from '../contracts/task.ts';
import type { WorkerStatus } from '../contracts/worker.ts';
import { timestamp } from '../domain/clock.ts';
import { ELIGIBILITY_RULES, type EligibilityRule, firstBlockingRule } from '../domain/eligibility.ts';
import { compareTasks } from '../domain/task-order.ts';
import { taskGate } from '../domain/worker-state.ts';
import type { Transaction } from '../persistence/database.ts';
import { findBlocksOf } from '../persistence/repositories/failures.repository.ts';
import { findOpenJobs, type OpenJob } from '../persistence/repositories/open-jobs.repository.ts';
import { findNextTask } from '../persistence/repositories/tasks.repository.ts';
import { getWorker, saveWorker, taskTypesOf } from '../persistence/repositories/workers.repository.ts';
import type { TaskRow, WorkerRow } from '../persistence/tables.ts';
import { workerState } from '../use-cases/change-worker.ts';
import { type ClaimedTask, claimTask } from '../use-cases/claim-task.ts';
import { workerEvent } from '../use-cases/event-payloads.ts';
import type { Farm } from '../use-cases/farm.ts';
import { assignedTask } from './assigned-task.ts';
import { findTaskInHand } from './task-in-hand.ts';

export type NextTaskAnswer =
  | { readonly answer: 'task'; readonly task: AssignedTask }
  | { readonly answer: 'nothing' }
  | { readonly answer: 'change-status'; readonly status: WorkerStatus }
  | { readonly answer: 'wrong-status'; readonly message: string };

/**
 * A worker asks for work (api.md 3, scheduleTask): the task that it has already, else the first one in the order of
 * `domain/task-order.ts` that every eligibility rule lets it have. Walks jobs that have something to hand out, never
 * tasks, so the cost does not grow with the number of tasks.
 */
export async function nextTask(
  farm: Farm,
  workerId: string,
  rules: readonly EligibilityRule[] = ELIGIBILITY_RULES,
): Promise<NextTaskAnswer> {
  const now = timestamp(farm.clock.now());
  return farm.database.transaction(async (tx): Promise<NextTaskAnswer> => {
    const worker = { ...(await getWorker(tx.tables, workerId)), last_seen_at: now };
    await saveWorker(tx, workerId, { last_seen_at: now });
    const gate = taskGate(workerState(worker));
    if (gate.answer !== 'ok') return gate;
    const inHand = await findTaskInHand(tx, workerId);
    if (inHand) return { answer: 'task', task: assignedTask(farm, inHand, worker) };
    const claimed = await claimFirst(farm, tx, worker, rules, now);
    if (!claimed) return { answer: 'nothing' };
    tx.emit('worker.changed', workerEvent(worker));
    return { answer: 'task', task: assignedTask(farm, claimed, worker) };
  });
}

async function claimFirst(
  farm: Farm,
  tx: Transaction,
  worker: WorkerRow,
  rules: readonly EligibilityRule[],
  now: string,
): Promise<ClaimedTask | undefined> {
  const types = taskTypesOf(worker);
  if (types.length === 0) return undefined;
  for (let after: OpenJob | undefined; ;) {
    const jobs = await findOpenJobs(tx.tables, types, after);
    if (jobs.length === 0) return undefined;
    const blocks = await findBlocksOf(
      tx.tables,
      worker.id,
      jobs.map((job) => job.id),
    );
    for (const job of jobs) {
      const blocked = (type: string) => blocks.some((block) => block.job_id === job.id && block.task_type === type);
      const task = await firstEligibleTask(tx, { job, worker, types, rules, blocked });
      const claimed = task && (await claimTask(farm, tx, task, worker, now));
      if (claimed) return claimed;
    }
    after = jobs.at(-1);
  }
}

interface Choice {
  readonly job: OpenJob;
  readonly worker: WorkerRow;
  readonly types: readonly string[];
  readonly rules: readonly EligibilityRule[];
  blocked(taskType: string): boolean;
}

/** The best of the first tasks of each type; the query leaves out what the worker failed before. */
async function firstEligibleTask(tx: Transaction, choice: Choice): Promise<TaskRow | undefined> {
  const { job, worker, types } = choice;
  const first: TaskRow[] = [];
  for (const type of job.types) {
    const task = await findNextTask(tx.tables, job.id, type, worker.id);
    if (!task) continue;
    const facts = {
      job: { status: job.status as JobStatus, workerTagId: job.workerTagId },
      task: { status: task.status as TaskStatus, type, unfinishedDependencies: task.unfinished_dependencies },
      worker: {
        name: worker.name,
        status: worker.status as WorkerStatus,
        statusRequested: worker.status_requested as WorkerStatus | null,
        removed: worker.deleted_at !== null,
        supportedTaskTypes: types,
        tagIds: [],
      },
      failedBefore: false,
      blocked: choice.blocked(type),
    };
    if (firstBlockingRule(facts, choice.rules) === null) first.push(task);
  }
  const rank = (task: TaskRow) => ({
    jobPriority: job.priority,
    jobNumber: job.number,
    taskPriority: task.priority,
    indexInJob: task.index_in_job,
  });
  return first.toSorted((a, b) => compareTasks(rank(a), rank(b)))[0];
}
