import fc from 'fast-check';
import { JOB_STATUSES } from '#server/contracts/job.ts';
import { TASK_STATUSES } from '#server/contracts/task.ts';
import { WORKER_STATUSES, type WorkerApproval } from '#server/contracts/worker.ts';
import { newJobRow } from '#server/persistence/new-job-row.ts';
import type { Transaction } from '#server/persistence/database.ts';
import { insertJob } from '#server/persistence/repositories/jobs.repository.ts';
import { recountTasks } from '#server/persistence/repositories/task-counts.repository.ts';
import { insertTasks } from '#server/persistence/repositories/tasks.repository.ts';
import { insertWorker } from '#server/persistence/repositories/workers.repository.ts';
import type { JobRow, TaskRow, WorkerRow } from '#server/persistence/tables.ts';
import { mayBeHandedOut } from '#server/domain/task-state.ts';

const TYPES = ['blender', 'ffmpeg', 'misc'] as const;
const NOW = '2026-01-05T12:00:00.000Z';
const tag = fc.option(fc.constantFrom(0, 1), { nil: null, freq: 3 });
const type = fc.constantFrom(...TYPES);
/** Mostly the first value: farms in which nothing can run prove little. */
const mostly = <T>(usual: T, others: readonly T[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

const anyWorker = fc.record({
  status: mostly('awake', WORKER_STATUSES),
  requested: mostly<'asleep' | null>(null, ['asleep']),
  removed: mostly(false, [true]),
  approval: mostly<WorkerApproval | null>(null, ['no-secret', 'rejected']),
  types: fc.subarray([...TYPES], { minLength: 1 }),
  tags: fc.subarray([0, 1]),
});
const anyTask = fc.record({
  type,
  status: mostly('queued', TASK_STATUSES),
  priority: fc.integer({ min: 49, max: 51 }),
  waitsFor: mostly(0, [1, 2]),
  /** By number; numbers that the farm does not have are skipped. */
  failedBy: fc.subarray([0, 1, 2, 3], { maxLength: 2 }),
  ranBy: fc.nat({ max: 3 }),
});
const anyJob = fc.record({
  status: mostly('queued', JOB_STATUSES),
  priority: fc.integer({ min: 49, max: 51 }),
  waitsFor: mostly(0, [1]),
  tag,
  tasks: fc.array(anyTask, { minLength: 1, maxLength: 5 }),
  blocks: fc.uniqueArray(fc.tuple(fc.nat({ max: 3 }), type), { maxLength: 3, selector: (block) => block.join(' ') }),
});
export const randomFarm = fc.record({
  workers: fc.array(anyWorker, { minLength: 1, maxLength: 4 }),
  jobs: fc.array(anyJob, { minLength: 1, maxLength: 5 }),
});
export type RandomFarm = typeof randomFarm extends fc.Arbitrary<infer T> ? T : never;

export const workerId = (number: number) => `00000000-0000-4000-8000-00000000000${number}`;
const tagId = (number: number) => `00000000-0000-4000-8001-00000000000${number}`;
const jobId = (number: number) => `00000000-0000-4000-8002-00000000000${number}`;
const taskId = (job: number, number: number) => `00000000-0000-4000-8003-0000000000${job}${number}`;
const attemptId = (job: number, number: number) => `00000000-0000-4000-8004-0000000000${job}${number}`;

/** Empties the database and writes the farm into it, bypassing all rules, so that any mixture of statuses may occur. */
export async function storeFarm(tx: Transaction, farm: RandomFarm): Promise<void> {
  for (const table of ['jobs', 'workers', 'worker_tags'] as const) await tx.tables.deleteFrom(table).execute();
  await tx.tables
    .insertInto('worker_tags')
    .values([0, 1].map((number) => ({ id: tagId(number), name: `tag ${number}`, description: '', created_at: NOW })))
    .execute();
  for (const [number, given] of farm.workers.entries()) {
    await insertWorker(tx, workerRow(number, given));
    for (const one of given.tags) {
      await tx.tables
        .insertInto('worker_tag_membership')
        .values({ worker_id: workerId(number), tag_id: tagId(one) })
        .execute();
    }
  }
  for (const [number, given] of farm.jobs.entries()) await storeJob(tx, number, given, farm.workers.length);
}

async function storeJob(
  tx: Transaction,
  number: number,
  given: RandomFarm['jobs'][number],
  workers: number,
): Promise<void> {
  const row = jobRow(number, given);
  await insertJob(tx, row);
  await insertTasks(
    tx,
    given.tasks.map((one, index) => taskRow(number, index, one)),
  );
  const failures = given.tasks.flatMap((one, index) =>
    one.failedBy
      .filter((by) => by < workers)
      .map((by) => ({ task_id: taskId(number, index), worker_id: workerId(by), job_id: row.id, task_type: one.type })),
  );
  if (failures.length > 0) await tx.tables.insertInto('task_failures').values(failures).execute();
  const blocks = given.blocks.map(([by, taskType]) => ({
    job_id: row.id,
    worker_id: workerId(by),
    task_type: taskType,
  }));
  if (blocks.length > 0) await tx.tables.insertInto('job_blocks').values(blocks).execute();
  await recountTasks(tx, row);
}

function workerRow(number: number, given: RandomFarm['workers'][number]): WorkerRow {
  return {
    id: workerId(number),
    secret_hash: '',
    next_secret_hash: null,
    new_secret_asked_at: null,
    enrolment_code_id: null,
    name: `worker ${number}`,
    address: '',
    platform: 'linux',
    software: '',
    status: given.status,
    status_requested: given.requested,
    status_request_lazy: 0,
    supported_task_types: JSON.stringify(given.types),
    can_restart: 0,
    approval: given.approval,
    name_locked: 0,
    tags_locked: 0,
    refused_wishes: null,
    last_seen_at: null,
    created_at: NOW,
    updated_at: NOW,
    deleted_at: given.removed ? NOW : null,
  };
}

function jobRow(number: number, given: RandomFarm['jobs'][number]): JobRow {
  return newJobRow({
    id: jobId(number),
    number: number + 1,
    name: `job ${number}`,
    type: 'graph',
    priority: given.priority,
    status: given.status,
    waits_for: given.waitsFor,
    worker_tag_id: given.tag === null ? null : tagId(given.tag),
    steps_total: given.tasks.length,
    created_at: NOW,
  });
}

function taskRow(job: number, index: number, given: RandomFarm['jobs'][number]['tasks'][number]): TaskRow {
  const ran = given.status !== 'queued';
  return {
    id: taskId(job, index),
    job_id: jobId(job),
    index_in_job: index + 1,
    name: `task ${job}.${index}`,
    type: given.type,
    priority: given.priority,
    rank: -given.priority,
    status: given.status,
    runnable: mayBeHandedOut(given.status, given.waitsFor) ? 1 : 0,
    unfinished_dependencies: given.waitsFor,
    activity: '',
    commands: '[]',
    steps_completed: 0,
    steps_total: 1,
    worker_id: ran ? workerId(given.ranBy) : null,
    attempt_id: ran ? attemptId(job, index) : null,
    last_touched_at: null,
    created_at: NOW,
    updated_at: NOW,
  };
}
