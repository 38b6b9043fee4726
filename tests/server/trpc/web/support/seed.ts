import { randomUUID } from 'node:crypto';
import type { JobStatus } from '#server/contracts/job.ts';
import type { TaskStatus } from '#server/contracts/task.ts';
import type { Database } from '#server/persistence/database.ts';
import { newJobRow } from '#server/persistence/new-job-row.ts';
import { insertAttempt } from '#server/persistence/repositories/attempts.repository.ts';
import { insertJob, nextJobNumber } from '#server/persistence/repositories/jobs.repository.ts';
import { recountTasks } from '#server/persistence/repositories/task-counts.repository.ts';
import { insertTasks } from '#server/persistence/repositories/tasks.repository.ts';
import { insertWorker } from '#server/persistence/repositories/workers.repository.ts';
import type { AttemptRow, JobRow, TaskRow, WorkerRow } from '#server/persistence/tables.ts';
import { SOMEBODY } from '#tests/support/actors.ts';

/** A moment, `seconds` after the beginning of the story. */
export function at(seconds: number): string {
  return new Date(Date.UTC(2026, 10, 5, 8) + seconds * 1000).toISOString();
}

export interface SeededJob extends Partial<JobRow> {
  readonly status?: JobStatus;
  readonly tasks?: readonly (Partial<TaskRow> & { readonly status: TaskStatus })[];
}

/** Stores a job with its tasks as if it had come to this state; resolves to the stored rows. */
export async function seedJob(
  database: Database,
  { tasks: given = [], ...job }: SeededJob = {},
): Promise<{ job: JobRow; tasks: TaskRow[] }> {
  return database.transaction(
    async (tx) => {
      const stored = newJobRow({
        id: randomUUID(),
        number: await nextJobNumber(tx),
        name: 'Shot 010',
        type: 'simple-blender-render',
        status: 'queued',
        steps_total: given.length,
        created_at: at(0),
        ...job,
      });
      const tasks = given.map((task, index) => taskRow(stored, index + 1, task));
      await insertJob(tx, stored);
      await insertTasks(tx, tasks);
      await recountTasks(tx, stored);
      return { job: stored, tasks };
    },
    { by: SOMEBODY },
  );
}

function taskRow(job: JobRow, index: number, task: Partial<TaskRow> & { status: TaskStatus }): TaskRow {
  return {
    id: randomUUID(),
    job_id: job.id,
    index_in_job: index,
    name: `render-${index}`,
    type: 'blender',
    priority: 50,
    rank: -50,
    runnable: task.status === 'queued' ? 1 : 0,
    unfinished_dependencies: 0,
    activity: '',
    commands: '[{"name":"echo","parameters":{"message":"hi"},"total_step_count":0}]',
    steps_completed: 0,
    steps_total: 1,
    worker_id: null,
    attempt_id: null,
    last_touched_at: null,
    created_at: at(0),
    updated_at: at(0),
    ...task,
  };
}

export async function seedWorker(database: Database, worker: Partial<WorkerRow> = {}): Promise<WorkerRow> {
  const stored: WorkerRow = {
    id: randomUUID(),
    secret_hash: 'not to be sent',
    next_secret_hash: null,
    new_secret_asked_at: null,
    enrolment_code_id: null,
    name: 'node-01',
    address: '10.0.0.1',
    platform: 'linux',
    software: '3.6',
    status: 'awake',
    status_requested: null,
    status_request_lazy: 0,
    supported_task_types: '["blender","ffmpeg"]',
    can_restart: 0,
    approval: null,
    name_locked: 0,
    tags_locked: 0,
    refused_wishes: null,
    last_seen_at: at(0),
    created_at: at(0),
    updated_at: at(0),
    deleted_at: null,
    ...worker,
  };
  await database.transaction((tx) => insertWorker(tx, stored), { by: SOMEBODY });
  return stored;
}

export async function seedAttempt(
  database: Database,
  task: TaskRow,
  worker: WorkerRow,
  attempt: Partial<AttemptRow> = {},
): Promise<AttemptRow> {
  const stored: AttemptRow = {
    id: randomUUID(),
    task_id: task.id,
    job_id: task.job_id,
    worker_id: worker.id,
    worker_name: worker.name,
    number: 1,
    started_at: at(0),
    ended_at: null,
    outcome: null,
    reason: null,
    log_start: 0,
    ...attempt,
  };
  await database.transaction((tx) => insertAttempt(tx, stored), { by: SOMEBODY });
  return stored;
}
