import { expect } from 'vitest';
import type { FailurePolicy } from '#server/contracts/failure-policy.ts';
import type { JobStatus } from '#server/contracts/job.ts';
import type { AssignedTask, TaskStatus, TaskUpdate } from '#server/contracts/task.ts';
import { nextTask } from '#server/scheduler/next-task.ts';
import type { Farm } from '#server/farm/farm.ts';
import { registerWorker } from '#server/use-cases/register-worker.ts';
import { reportTask } from '#server/use-cases/report-task.ts';
import { submitJob } from '#server/use-cases/submit-job.ts';
import { workerStateChanged } from '#server/use-cases/worker-reports-status.ts';
import { workerSignOn } from '#server/use-cases/worker-sign-on.ts';
import { farmSnapshot } from './farm-snapshot.ts';
import { unsound } from './unsound.ts';
import { asWorker, SOMEBODY } from '#tests/support/actors.ts';

export type TaskLine = readonly [name: string, type: string, ...waitsFor: string[]];

/** Submits a job with these tasks; resolves to its id. */
export async function submitTasks(
  farm: Farm,
  tasks: readonly TaskLine[],
  more: { priority?: number; name?: string; failure_policy?: FailurePolicy; depends_on?: string[] } = {},
): Promise<string> {
  const { id } = await submitJob(farm, SOMEBODY, {
    name: more.name ?? 'Shot 010',
    type: 'graph',
    priority: more.priority ?? 50,
    submitter_platform: 'linux',
    settings: { tasks: JSON.stringify(tasks) },
    failure_policy: more.failure_policy,
    depends_on: more.depends_on,
  });
  return id;
}

/** Registers a worker for these task types and wakes it; resolves to its id. */
export async function wakeWorker(
  farm: Farm,
  name: string,
  types: readonly string[] = ['blender', 'ffmpeg'],
  platform = 'linux',
): Promise<string> {
  const registration = { name, secret: 'a secret of the worker', platform, supported_task_types: [...types] };
  const { id } = await registerWorker(farm, SOMEBODY, registration, '127.0.0.1');
  await workerSignOn(
    farm,
    asWorker(id),
    { name, supported_task_types: [...types], software_version: '1', can_restart: false },
    '127.0.0.1',
  );
  await workerStateChanged(farm, asWorker(id), 'awake');
  return id;
}

/** Asks for a task and expects to get one. */
export async function takeTask(farm: Farm, workerId: string): Promise<AssignedTask> {
  const next = await nextTask(farm, asWorker(workerId));
  if (next.answer !== 'task') throw new Error(`expected a task, got ${next.answer}`);
  return next.task;
}

/** Asks for a task; resolves to its name, or to the answer if there is none. */
export async function nextName(farm: Farm, workerId: string): Promise<string> {
  const next = await nextTask(farm, asWorker(workerId));
  return next.answer === 'task' ? next.task.name : next.answer;
}

export async function report(farm: Farm, workerId: string, task: AssignedTask, update: TaskUpdate): Promise<void> {
  await reportTask(farm, asWorker(workerId), { attemptId: task.uuid, update });
}

/** Takes and completes tasks until there are none left; resolves to their names in order. */
export async function completeAll(farm: Farm, workerId: string): Promise<string[]> {
  const names: string[] = [];
  for (
    let next = await nextTask(farm, asWorker(workerId));
    next.answer === 'task';
    next = await nextTask(farm, asWorker(workerId))
  ) {
    names.push(next.task.name);
    await report(farm, workerId, next.task, { taskStatus: 'completed' });
  }
  return names;
}

export async function jobStatus(farm: Farm, jobId: string): Promise<JobStatus> {
  const row = await farm.database.tables
    .selectFrom('jobs')
    .select('status')
    .where('id', '=', jobId)
    .executeTakeFirstOrThrow();
  return row.status;
}

/** The status of each of the job's tasks, by name. */
export async function taskStatuses(farm: Farm, jobId: string): Promise<Record<string, TaskStatus>> {
  const rows = await farm.database.tables
    .selectFrom('tasks')
    .select(['name', 'status'])
    .where('job_id', '=', jobId)
    .orderBy('index_in_job')
    .execute();
  return Object.fromEntries(rows.map((row) => [row.name, row.status]));
}

/** Fails if something that must always hold does not, see `unsound.ts`. */
export async function expectSoundFarm(farm: Farm): Promise<void> {
  expect(unsound(await farmSnapshot(farm.database.tables))).toEqual([]);
}
