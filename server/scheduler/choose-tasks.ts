import type { TaskStatus } from '../contracts/task.ts';
import { type EligibilityRule, firstBlockingRule } from '../domain/eligibility.ts';
import { compareTasks } from '../domain/task-order.ts';
import { findBlocksOf } from '../persistence/repositories/blocks.repository.ts';
import { findOpenJobs, type OpenJob } from '../persistence/repositories/open-jobs.repository.ts';
import { findNextTask } from '../persistence/repositories/tasks.repository.ts';
import { findTagIdsOf } from '../persistence/repositories/worker-tags.repository.ts';
import type { Tables, TaskRow } from '../persistence/tables.ts';
import { eligibilityFacts, type WorkerInQuestion } from './worker-in-question.ts';

/**
 * The tasks that the worker may be given now, at most one per job, best first in the order of `domain/task-order.ts`.
 * It walks the jobs that have something to hand out, never their tasks, so the cost does not grow with the number of
 * tasks.
 */
export async function* chooseTasks(
  tables: Tables,
  worker: WorkerInQuestion,
  rules: readonly EligibilityRule[],
): AsyncGenerator<TaskRow> {
  if (worker.types.length === 0) return;
  for (let after: OpenJob | undefined; ;) {
    const jobs = await findOpenJobs(tables, worker.types, after);
    if (jobs.length === 0) return;
    const blocks = await findBlocksOf(
      tables,
      worker.row.id,
      jobs.map((job) => job.id),
    );
    const asking = await withTags(tables, worker, jobs);
    for (const job of jobs) {
      const blocked = (type: string) => blocks.some((block) => block.job_id === job.id && block.task_type === type);
      const task = await firstEligibleTask(tables, { job, worker: asking, rules, blocked });
      if (task) yield task;
    }
    after = jobs.at(-1);
  }
}

/** Reads the worker's tags, but only if one of the jobs is bound to a tag: most farms have none. */
async function withTags(tables: Tables, worker: WorkerInQuestion, jobs: readonly OpenJob[]): Promise<WorkerInQuestion> {
  if (jobs.every((job) => job.workerTagId === null)) return worker;
  return { ...worker, tagIds: await findTagIdsOf(tables, worker.row.id) };
}

interface Choice {
  readonly job: OpenJob;
  readonly worker: WorkerInQuestion;
  readonly rules: readonly EligibilityRule[];
  readonly blocked: (taskType: string) => boolean;
}

/** The best among the first tasks of each type; the query leaves out tasks that the worker has failed before. */
async function firstEligibleTask(
  tables: Tables,
  { job, worker, rules, blocked }: Choice,
): Promise<TaskRow | undefined> {
  const first: TaskRow[] = [];
  for (const type of job.types) {
    const stops = (status: TaskStatus, unfinishedDependencies: number) =>
      firstBlockingRule(
        eligibilityFacts({
          job,
          task: { status, type, unfinishedDependencies },
          worker,
          blocked: blocked(type),
          failedBefore: false,
        }),
        rules,
      );
    // Usually a tag or a block: the worker would not even get a fresh task of this type, so do not look for one.
    if (stops('queued', 0)) continue;
    const task = await findNextTask(tables, job.id, type, worker.row.id);
    if (task && !stops(task.status, task.unfinished_dependencies)) first.push(task);
  }
  const rank = (task: TaskRow) => ({
    jobPriority: job.priority,
    jobNumber: job.number,
    taskPriority: task.priority,
    indexInJob: task.index_in_job,
  });
  return first.toSorted((a, b) => compareTasks(rank(a), rank(b)))[0];
}
