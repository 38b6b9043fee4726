import type { WhyJobsRule, WorkerWhy } from '../../contracts/why.ts';
import { adviceOf, blockingRules, type EligibilityRule } from '../../domain/eligibility.ts';
import { findBlocksOf } from '../../persistence/repositories/blocks.repository.ts';
import { findNextTask } from '../../persistence/repositories/tasks.repository.ts';
import { findOpenQueues } from '../../persistence/repositories/job-queues.repository.ts';
import { findTagIdsOf } from '../../persistence/repositories/worker-tags.repository.ts';
import { getWorker } from '../../persistence/repositories/workers.repository.ts';
import type { Tables, TaskRow } from '../../persistence/tables.ts';
import type { Farm } from '../../farm/farm.ts';
import { chooseTasks } from '../choose-tasks.ts';
import { findTaskInHand } from '../task-in-hand.ts';
import { eligibilityFacts, type WorkerInQuestion, workerInQuestion } from '../worker-in-question.ts';
import { nameOfJob } from '../../persistence/repositories/jobs.repository.ts';

/**
 * How many pairs of job and task type to check for what keeps them from the worker; on a farm with more, these are
 * enough.
 */
const LOOK_AT = 200;
/** How many jobs an answer names per rule. */
const EXAMPLES = 5;

/**
 * What a worker would get if it asked for work now, or why it would get nothing. The cost does not grow with the number
 * of tasks.
 * @throws FarmError not-found
 */
export async function whyWorker(
  farm: Farm,
  workerId: string,
  rules: readonly EligibilityRule[] = farm.plugins.rules,
): Promise<WorkerWhy> {
  const { tables } = farm.database;
  const row = await getWorker(tables, workerId);
  const inHand = await findTaskInHand(tables, workerId);
  const tagIds = await findTagIdsOf(tables, workerId);
  const worker = workerInQuestion(row, { tagIds, runningTask: inHand?.task.name ?? null });
  const facts = eligibilityFacts({ job: ANY_JOB, task: ANY_TASK, worker, blocked: false, failedBefore: false });
  const own = blockingRules(
    facts,
    rules.filter((rule) => rule.about === 'worker'),
  );
  const next = own.length === 0 ? (await chooseTasks(tables, worker, rules).next()).value : undefined;
  const isIdle = own.length === 0 && !next;
  const held = isIdle ? await findHeldBack(tables, worker, rules) : [];
  const answer = {
    worker_id: row.id,
    worker_status: row.status,
    ...(inHand ? { running: await describe(tables, inHand.task) } : {}),
    ...(next ? { next: await describe(tables, next) } : {}),
    blocked_by: own.map((rule) => ({ rule: rule.name, why: rule.why(facts), unblock: adviceOf(rule, facts) })),
    held_back: held,
  };
  return { ...answer, summary: summary(answer) };
}

const ANY_JOB = { id: '', status: 'queued', workerTagId: null, waitsFor: 0 } as const;
const ANY_TASK = { status: 'queued', type: '', unfinishedDependencies: 0 } as const;

async function describe(tables: Tables, task: TaskRow): Promise<NonNullable<WorkerWhy['next']>> {
  return {
    id: task.id,
    name: task.name,
    type: task.type,
    job: { id: task.job_id, name: await nameOfJob(tables, task) },
  };
}

/** For each job that has tasks to hand out, the first rule that keeps them from the worker; grouped by rule. */
async function findHeldBack(
  tables: Tables,
  worker: WorkerInQuestion,
  rules: readonly EligibilityRule[],
): Promise<WhyJobsRule[]> {
  const queues = await findOpenQueues(tables, LOOK_AT);
  if (queues.length === 0) return [];
  const blocks = await findBlocksOf(
    tables,
    worker.row.id,
    queues.map((queue) => queue.jobId),
  );
  const groups = new Map<EligibilityRule, Held>();
  for (const queue of queues) {
    const blocked = blocks.some((block) => block.job_id === queue.jobId && block.task_type === queue.taskType);
    const knows = worker.types.includes(queue.taskType) && !blocked;
    const failedBefore = knows && !(await findNextTask(tables, queue.jobId, queue.taskType, worker.row.id));
    const task = { status: 'queued' as const, type: queue.taskType, unfinishedDependencies: 0 };
    const facts = eligibilityFacts({ job: { ...queue, id: queue.jobId }, task, worker, blocked, failedBefore });
    const [rule] = blockingRules(facts, rules);
    if (!rule) continue;
    const group = groups.get(rule) ?? { why: rule.why(facts), jobs: new Map() };
    groups.set(rule, group);
    group.jobs.set(queue.jobId, queue.jobName);
  }
  return [...groups].map(describeGroup).toSorted((a, b) => b.jobs - a.jobs);
}

interface Held {
  readonly why: string;
  /** The names of jobs by their ids. */
  readonly jobs: Map<string, string>;
}

function describeGroup([rule, { why, jobs }]: [EligibilityRule, Held]): WhyJobsRule {
  const examples = [...jobs].slice(0, EXAMPLES).map(([id, name]) => ({ id, name }));
  return { rule: rule.name, why, unblock: rule.unblock, jobs: jobs.size, examples };
}

function summary({ running, next, blocked_by: blockedBy, held_back: heldBack }: Omit<WorkerWhy, 'summary'>): string {
  if (running) return `It is running ${running.name} of ${running.job.name}.`;
  const [own] = blockedBy;
  if (own) return own.why;
  if (next) return `It gets ${next.name} of ${next.job.name} when it next asks for work.`;
  return heldBack[0]?.why ?? 'No job has a task to hand out now.';
}
