import type { JobWhy, TypeWhy } from '../../contracts/why.ts';
import type { EligibilityFacts, EligibilityRule } from '../../domain/eligibility.ts';
import { isRunnableJob } from '../../domain/job-state.ts';
import { findFailedWorkers } from '../../persistence/repositories/failures.repository.ts';
import { getJob } from '../../persistence/repositories/jobs.repository.ts';
import { findNextTask } from '../../persistence/repositories/tasks.repository.ts';
import { findBlocksByType } from '../../persistence/repositories/blocks.repository.ts';
import type { JobQueueRow, JobRow, Tables, TaskRow } from '../../persistence/tables.ts';
import type { Farm } from '../../farm/farm.ts';
import { eligibilityFacts, type WorkerInQuestion, workerInQuestion } from '../worker-in-question.ts';
import { judgeWorkers } from './judge-workers.ts';
import { factsOfJob } from './job-facts.ts';
import { summaryOf } from './summary.ts';
import { findQueuesOf } from '../../persistence/repositories/job-queues.repository.ts';
import { findWorkersWithFacts } from '../../persistence/repositories/worker-facts.repository.ts';

/**
 * Why a job's tasks are waiting, for each task type: judged by the job's counters and by the task of that type that
 * would be handed out first. The cost grows with the number of workers and task types, not with that of tasks.
 * @throws FarmError not-found
 */
export async function whyJob(
  farm: Farm,
  jobId: string,
  rules: readonly EligibilityRule[] = farm.plugins.rules,
): Promise<JobWhy> {
  const { tables } = farm.database;
  const job = await getJob(tables, jobId);
  const queues = await findQueuesOf(tables, jobId);
  const blocked = await findBlocksByType(tables, jobId);
  const workers = (await findWorkersWithFacts(tables)).map(({ row, ...more }) => workerInQuestion(row, more));
  const jobFacts = await factsOfJob(tables, job);
  const types: TypeWhy[] = [];
  for (const queue of queues.filter((row) => waitingIn(row) > 0)) {
    types.push(await whyType(tables, { jobFacts, queue, workers, rules, blocked: blocked(queue.task_type) }));
  }
  const active = queues.reduce((sum, queue) => sum + Number(queue.active), 0);
  return {
    job_id: job.id,
    job_status: job.status,
    can_run: types.some((type) => type.can_run),
    summary: summary(job, types, active),
    active,
    waiting: types.reduce((sum, type) => sum + type.waiting, 0),
    types,
  };
}

interface TypeInQuestion {
  readonly jobFacts: EligibilityFacts['job'];
  readonly queue: JobQueueRow;
  readonly workers: readonly WorkerInQuestion[];
  readonly rules: readonly EligibilityRule[];
  readonly blocked: ReadonlySet<string>;
}

async function whyType(tables: Tables, { jobFacts, queue, workers, rules, blocked }: TypeInQuestion): Promise<TypeWhy> {
  const type = queue.task_type;
  const waiting = waitingIn(queue);
  const first = await findNextTask(tables, jobFacts.id, type);
  const failed = first ? await findStuckWorkers(tables, jobFacts.id, first) : new Set<string>();
  const judgement = judgeWorkers({
    workers,
    rules,
    ...(first ? {} : { tasks: waiting }),
    factsOf: (worker) =>
      eligibilityFacts({
        job: jobFacts,
        // If there is no first task, all of them wait for other tasks, each for at least one.
        task: { status: first?.status ?? 'queued', type, unfinishedDependencies: first ? 0 : 1 },
        worker,
        blocked: blocked.has(worker.row.id),
        failedBefore: failed.has(worker.row.id),
      }),
  });
  return {
    task_type: type,
    active: Number(queue.active),
    waiting,
    runnable: Number(queue.runnable),
    ...(first ? { first: { id: first.id, name: first.name } } : {}),
    can_run: judgement.blocked_by.length === 0 && judgement.able.workers > 0,
    summary: summaryOf(judgement, { many: waiting > 1 }),
    ...judgement,
  };
}

/** Workers that failed the first task and have no other task of its type that they have not failed; a few at most. */
async function findStuckWorkers(tables: Tables, jobId: string, first: TaskRow): Promise<Set<string>> {
  const stuck = new Set<string>();
  for (const workerId of await findFailedWorkers(tables, first.id)) {
    if (!(await findNextTask(tables, jobId, first.type, workerId))) stuck.add(workerId);
  }
  return stuck;
}

function waitingIn(queue: JobQueueRow): number {
  return Number(queue.queued) + Number(queue.soft_failed);
}

function summary(job: JobRow, types: readonly TypeWhy[], active: number): string {
  const running = active === 1 ? '1 task is running.' : `${active} tasks are running.`;
  if (!isRunnableJob(job.status)) return `The job is ${job.status}.${active > 0 ? ` ${running}` : ''}`;
  const [first] = types;
  if (!first) return active > 0 ? `${running} No others are waiting.` : 'No tasks are waiting.';
  const telling = types.find((type) => type.can_run) ?? types.find((type) => type.first) ?? first;
  return active > 0 ? `${running} ${telling.summary}` : telling.summary;
}
