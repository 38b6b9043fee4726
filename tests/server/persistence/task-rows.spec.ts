import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TASK_STATUSES } from '#server/contracts/task.ts';
import { STATUS_LETTERS } from '#server/contracts/web/task-rows.ts';
import type { Database } from '#server/persistence/database.ts';
import { getTaskDetail } from '#server/persistence/repositories/task-detail.repository.ts';
import {
  findTaskRows,
  taskStatusLetters,
  type TaskQuery,
} from '#server/persistence/repositories/task-rows.repository.ts';
import type { JobRow, TaskRow, WorkerRow } from '#server/persistence/tables.ts';
import { DATABASES } from '../../support/databases.ts';
import { at, seedAttempt, seedJob, seedWorker } from '../trpc/web/support/seed.ts';
import { SOMEBODY, NO_DELIVERY } from '#tests/support/actors.ts';

describe.each(DATABASES)('tasks of a job on $kind', ({ open }) => {
  let database: Database;
  let job: JobRow;
  let tasks: TaskRow[];
  let worker: WorkerRow;
  const find = async (query: Partial<TaskQuery>): Promise<{ indexes: number[]; end: number | undefined }> => {
    const { rows, end } = await findTaskRows(database.tables, {
      jobId: job.id,
      after: undefined,
      limit: 100,
      statuses: [],
      search: '',
      ...query,
    });
    return { indexes: rows.map((row) => row.index_in_job), end };
  };

  beforeAll(async () => {
    database = await open(NO_DELIVERY);
    worker = await seedWorker(database, { deleted_at: at(9) });
    await seedJob(database, { tasks: [{ status: 'active' }] });
    ({ job, tasks } = await seedJob(database, {
      name: 'Seven',
      tasks: TASK_STATUSES.map((status) => ({ status, worker_id: status === 'failed' ? worker.id : null })),
    }));
  });
  afterAll(() => database.close());

  test('are listed in order of index, page by page', async () => {
    expect(await find({ limit: 3 })).toEqual({ indexes: [1, 2, 3], end: 3 });
    expect(await find({ limit: 3, after: 3 })).toEqual({ indexes: [4, 5, 6], end: 6 });
    expect(await find({ limit: 3, after: 6 })).toEqual({ indexes: [7], end: undefined });
  });

  test('can be filtered by status and by text', async () => {
    expect((await find({ statuses: ['canceled', 'paused'] })).indexes).toEqual([2, 7]);
    expect((await find({ search: 'ENDER-4' })).indexes).toEqual([4]);
    expect((await find({ search: 'nothing' })).indexes).toEqual([]);
  });

  test('the status map has one letter per task in order of index', async () => {
    const { letters, first } = await taskStatusLetters(database.tables, job.id);
    expect(first).toBe(1);
    expect(letters.split('').map((letter) => STATUS_LETTERS[letter as keyof typeof STATUS_LETTERS])).toEqual([
      ...TASK_STATUSES,
    ]);
    expect(await taskStatusLetters(database.tables, randomUUID())).toEqual({ letters: '', first: 1 });
  });

  test('a task shows which workers tried it and which failed it, even if they were removed since', async () => {
    const failed = tasks.find((task) => task.status === 'failed');
    if (!failed) throw new Error('no failed task');
    const attempt = await seedAttempt(database, failed, worker, {
      outcome: 'failed',
      ended_at: at(5),
      reason: 'exit code 1',
    });
    await database.transaction(
      async (tx) => {
        const row = { task_id: failed.id, worker_id: worker.id, job_id: job.id, task_type: failed.type };
        await tx.tables.insertInto('task_failures').values(row).execute();
      },
      { by: SOMEBODY },
    );
    expect(await getTaskDetail(database.tables, failed.id)).toMatchObject({
      job: { id: job.id, name: 'Seven', status: 'queued' },
      worker: { id: worker.id, name: 'node-01' },
      attempts: [{ id: attempt.id, number: 1, outcome: 'failed', reason: 'exit code 1', ended: at(5) }],
      failed_by: [{ id: worker.id, name: 'node-01' }],
      commands: [{ name: 'echo', parameters: { message: 'hi' } }],
    });
    expect(await getTaskDetail(database.tables, randomUUID())).toBeUndefined();
  });
});
