import type { SubmittedJob } from '../contracts/job.ts';
import type { CompiledTask } from '../job-types/compile-job.ts';
import { insertJob, nextJobNumber } from '../persistence/repositories/jobs.repository.ts';
import { recountTasks } from '../persistence/repositories/task-counts.repository.ts';
import { type DependencyRow, insertDependencies, insertTasks } from '../persistence/repositories/tasks.repository.ts';
import { insertUnknownCommands } from '../persistence/repositories/unknown-commands.repository.ts';
import type { JobRow, TaskRow } from '../persistence/tables.ts';
import { jobEvent } from './parts/event-payloads.ts';
import type { Farm } from '../farm/farm.ts';
import { storedFailurePolicy } from './parts/job-failure-policy.ts';
import { prepareJob, type PreparedJob, requireTag } from './parts/prepare-job.ts';

/**
 * Compiles and stores a job with all its tasks, in one transaction. Resolves to the job's id.
 * @throws FarmError as `prepareJob`; nothing is stored then
 */
export async function submitJob(farm: Farm, submitted: SubmittedJob): Promise<{ id: string }> {
  const prepared = await prepareJob(farm, submitted);
  const { tasks, unknownCommands } = prepared.compiled;
  await farm.database.transaction(async (tx) => {
    // The tag may have been deleted while the job was compiled.
    await requireTag(tx.tables, submitted);
    const job = jobRow(prepared, submitted, await nextJobNumber(tx));
    await insertJob(tx, job);
    await insertTasks(tx, taskRows(prepared));
    await insertDependencies(tx, dependencyRows(tasks));
    await recountTasks(tx, job);
    await insertUnknownCommands(tx, job.id, unknownCommands);
    tx.emit('job.submitted', jobEvent(job), job.id);
  });
  farm.logger.info({ jobId: prepared.id, jobType: submitted.type, tasks: tasks.length }, 'job submitted');
  return { id: prepared.id };
}

/** Does all of `submitJob` but storing. */
export async function checkJob(farm: Farm, submitted: SubmittedJob): Promise<void> {
  await prepareJob(farm, submitted);
}

function* taskRows(prepared: PreparedJob): Generator<TaskRow> {
  for (const task of prepared.compiled.tasks) yield taskRow(prepared, task);
}

function* dependencyRows(tasks: readonly CompiledTask[]): Generator<DependencyRow> {
  for (const { id, dependencies } of tasks)
    for (const other of dependencies) yield { task_id: id, dependency_id: other };
}

function jobRow(prepared: PreparedJob, submitted: SubmittedJob, number: number): JobRow {
  const { compiled, createdAt } = prepared;
  return {
    id: prepared.id,
    number,
    name: compiled.job.name,
    type: submitted.type,
    priority: compiled.job.priority,
    status: prepared.status,
    activity: '',
    settings: JSON.stringify(compiled.job.settings),
    metadata: JSON.stringify(compiled.job.metadata),
    shaman_checkout_id: compiled.job.storage.shamanCheckoutId || null,
    failure_policy: storedFailurePolicy(submitted.failure_policy),
    keep: submitted.keep === true ? 1 : 0,
    worker_tag_id: submitted.worker_tag || null,
    steps_completed: 0,
    steps_total: compiled.tasks.reduce((sum, task) => sum + task.stepsTotal, 0),
    created_at: createdAt,
    updated_at: createdAt,
    delete_requested_at: null,
  };
}

function taskRow(prepared: PreparedJob, task: CompiledTask): TaskRow {
  const unfinished = task.dependencies.length;
  return {
    id: task.id,
    job_id: prepared.id,
    index_in_job: task.indexInJob,
    name: task.name,
    type: task.type,
    priority: task.priority,
    rank: -task.priority,
    status: 'queued',
    runnable: unfinished === 0 ? 1 : 0,
    unfinished_dependencies: unfinished,
    activity: '',
    commands: task.commands,
    steps_completed: 0,
    steps_total: task.stepsTotal,
    worker_id: null,
    attempt_id: null,
    last_touched_at: null,
    created_at: prepared.createdAt,
    updated_at: prepared.createdAt,
  };
}
