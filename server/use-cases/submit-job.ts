import { auditedJob } from './parts/audited.ts';
import { type Actor, ownerOf } from '../contracts/actor.ts';
import { EMPTY_TALLY } from '../domain/farm-facts.ts';
import { mayBeHandedOut } from '../domain/task-state.ts';
import { newJobRow } from '../persistence/new-job-row.ts';
import type { SubmittedJob } from '../contracts/job.ts';
import type { CompiledTask } from '../job-types/compile-job.ts';
import { insertJob, nextJobNumber } from '../persistence/repositories/jobs.repository.ts';
import { insertQueues } from '../persistence/repositories/task-counts.repository.ts';
import { type DependencyRow, insertDependencies, insertTasks } from '../persistence/repositories/tasks.repository.ts';
import { insertUnknownCommands } from '../persistence/repositories/unknown-commands.repository.ts';
import type { JobRow, TaskRow } from '../persistence/tables.ts';
import { insertJobDependencies } from '../persistence/repositories/job-dependencies.repository.ts';
import { jobEvent } from './parts/event-payloads.ts';
import type { Farm } from '../farm/farm.ts';
import { storedFailurePolicy } from './parts/job-failure-policy.ts';
import { takeJobsToDependOn } from './parts/waiting-jobs.ts';
import { findEarlierJob, keyedSubmission, takeKeyFor } from './parts/repeated-submission.ts';
import { prepareJob, type PreparedJob, requireTag } from './parts/prepare-job.ts';

/**
 * Compiles a job and stores it with all its tasks in one transaction. Resolves to the stored job.
 * @param key a text that the client made up for this job: if it was submitted under it within the last 24 hours, that
 *   job is the answer, and nothing is stored
 * @param signal aborted when the client does not wait for an answer any more: a job that is not compiled by then is not
 *   stored
 * @throws FarmError as `prepareJob`; key-reused (something else was submitted under the key), gone (the job made under
 *   it has been deleted); then nothing is stored, and the key is as free as before
 */
export async function submitJob(
  farm: Farm,
  by: Actor,
  submitted: SubmittedJob,
  { key, signal }: { readonly key?: string | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<JobRow> {
  const keyed = key === undefined ? undefined : keyedSubmission(by, key, submitted);
  const earlier = keyed && (await findEarlierJob(farm, keyed));
  if (earlier) return repeated(farm, earlier);
  const prepared = await prepareJob(farm, by, submitted, signal);
  const { tasks, unknownCommands } = prepared.compiled;
  const job = await farm.database.transaction(
    async (tx) => {
      const faster = keyed && (await takeKeyFor(farm, tx, keyed, prepared.id));
      if (faster) return faster;
      // The tag may have been deleted while the job was compiled.
      await requireTag(tx.tables, submitted);
      const number = await nextJobNumber(tx);
      const others = await takeJobsToDependOn(tx, submitted.depends_on);
      const waitsFor = others.filter((other) => other.status !== 'completed').length;
      const row = { ...jobRow(prepared, submitted, { number, by }), waits_for: waitsFor };
      await insertJob(tx, row);
      await insertJobDependencies(tx, row.id, others);
      await insertTasks(tx, taskRows(prepared));
      await insertDependencies(tx, dependencyRows(tasks));
      await insertQueues(tx, row, tasks.map(queued));
      await insertUnknownCommands(tx, row.id, unknownCommands);
      const counts = { ...EMPTY_TALLY, queued: tasks.length };
      tx.audit({
        action: 'job.submit',
        subject: auditedJob(row),
        did: 'submitted the job',
        after: { type: row.type, status: row.status, priority: row.priority, tasks: tasks.length },
      });
      tx.emit('job.submitted', jobEvent(row, counts, { changed: [] }), row.id);
      return row;
    },
    { by },
  );
  if (job.id !== prepared.id) return repeated(farm, job);
  farm.logger.info({ jobId: prepared.id, jobType: submitted.type, tasks: tasks.length }, 'job submitted');
  return job;
}

function repeated(farm: Farm, job: JobRow): JobRow {
  farm.logger.info({ jobId: job.id }, 'job was submitted again under its key, and is there already');
  return job;
}

/** Checks everything that `submitJob` checks, but stores nothing. @throws FarmError as `prepareJob` */
export async function checkJob(farm: Farm, by: Actor, submitted: SubmittedJob, signal?: AbortSignal): Promise<void> {
  await prepareJob(farm, by, submitted, signal);
}

function* taskRows(prepared: PreparedJob): Generator<TaskRow> {
  for (const task of prepared.compiled.tasks) yield taskRow(prepared, task);
}

function* dependencyRows(tasks: readonly CompiledTask[]): Generator<DependencyRow> {
  for (const { id, dependencies } of tasks)
    for (const other of dependencies) yield { task_id: id, dependency_id: other };
}

/** A new task as the job's counters see it. */
function queued({ type, dependencies }: CompiledTask): { type: string; runnable: boolean } {
  return { type, runnable: mayBeHandedOut('queued', dependencies.length) };
}

function jobRow(prepared: PreparedJob, submitted: SubmittedJob, { number, by }: { number: number; by: Actor }): JobRow {
  const { job, tasks } = prepared.compiled;
  return newJobRow({
    id: prepared.id,
    number,
    name: job.name,
    type: submitted.type,
    priority: job.priority,
    status: prepared.status,
    settings: JSON.stringify(job.settings),
    metadata: JSON.stringify(job.metadata),
    shaman_checkout_id: job.storage.shamanCheckoutId || null,
    failure_policy: storedFailurePolicy(submitted.failure_policy),
    keep: submitted.keep === true ? 1 : 0,
    owner_id: ownerOf(by),
    worker_tag_id: submitted.worker_tag || null,
    steps_total: tasks.reduce((sum, task) => sum + task.stepsTotal, 0),
    created_at: prepared.createdAt,
  });
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
    runnable: mayBeHandedOut('queued', unfinished) ? 1 : 0,
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
