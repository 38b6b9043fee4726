import type { TaskWhy } from '../../contracts/why.ts';
import type { EligibilityRule } from '../../domain/eligibility.ts';
import { isInPool } from '../../domain/task-state.ts';
import { findFailedWorkers } from '../../persistence/repositories/failures.repository.ts';
import { getJob } from '../../persistence/repositories/jobs.repository.ts';
import { getTask } from '../../persistence/repositories/tasks.repository.ts';
import { findBlockedWorkers } from '../../persistence/repositories/blocks.repository.ts';
import type { TaskRow } from '../../persistence/tables.ts';
import type { Farm } from '../../farm/farm.ts';
import { eligibilityFacts, type WorkerInQuestion, workerInQuestion } from '../worker-in-question.ts';
import { type Judgement, judgeWorkers } from './judge-workers.ts';
import { factsOfJob } from './job-facts.ts';
import { summaryOf } from './summary.ts';
import { findWorkersWithFacts } from '../../persistence/repositories/worker-facts.repository.ts';

/**
 * Why one task is waiting, by the rules that the scheduler uses. The cost grows with the number of workers, not with
 * that of tasks.
 * @throws FarmError not-found
 */
export async function whyTask(
  farm: Farm,
  taskId: string,
  rules: readonly EligibilityRule[] = farm.plugins.rules,
): Promise<TaskWhy> {
  const { tables } = farm.database;
  const task = await getTask(tables, taskId);
  const job = await getJob(tables, task.job_id);
  const blocked = new Set(await findBlockedWorkers(tables, job.id, task.type));
  const failed = new Set(await findFailedWorkers(tables, task.id));
  const workers = (await findWorkersWithFacts(tables)).map(({ row, ...more }) => workerInQuestion(row, more));
  const jobFacts = await factsOfJob(tables, job);
  const judgement = judgeWorkers({
    workers,
    rules,
    factsOf: (worker) =>
      eligibilityFacts({
        job: jobFacts,
        task: { status: task.status, type: task.type, unfinishedDependencies: task.unfinished_dependencies },
        worker,
        blocked: blocked.has(worker.row.id),
        failedBefore: failed.has(worker.row.id),
      }),
  });
  return {
    task_id: task.id,
    job_id: job.id,
    task_status: task.status,
    task_type: task.type,
    can_run: judgement.blocked_by.length === 0 && judgement.able.workers > 0,
    summary: summary(task, judgement, workers),
    ...judgement,
  };
}

function summary(task: TaskRow, judgement: Judgement, workers: readonly WorkerInQuestion[]): string {
  const status = task.status;
  if (isInPool(status)) return summaryOf(judgement, { many: false });
  if (status !== 'active') return `It is not waiting: it is ${status}.`;
  const worker = workers.find(({ row }) => row.id === task.worker_id);
  return worker ? `It is running on worker ${worker.row.name}.` : 'It is running.';
}
