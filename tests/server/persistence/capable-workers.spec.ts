import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from '#server/persistence/database.ts';
import { addBlock } from '#server/persistence/repositories/blocks.repository.ts';
import { addFailure } from '#server/persistence/repositories/failures.repository.ts';
import { countCapableWorkers } from '#server/persistence/repositories/workers.repository.ts';
import { addTagsTo, insertTag } from '#server/persistence/repositories/worker-tags.repository.ts';
import type { JobRow, TaskRow } from '#server/persistence/tables.ts';
import { at, seedJob, seedWorker } from '#tests/server/trpc/web/support/seed.ts';
import { NO_DELIVERY, SOMEBODY } from '#tests/support/actors.ts';
import { DATABASES } from '#tests/support/databases.ts';

describe.each(DATABASES)('the workers that could still run a failed task, on $kind', ({ open }) => {
  let database: Database;
  let job: JobRow;
  let tasks: TaskRow[];

  beforeEach(async () => {
    database = await open(NO_DELIVERY);
    ({ job, tasks } = await seedJob(database, { tasks: [{ status: 'active' }, { status: 'active' }] }));
  });
  afterEach(() => database.close());

  const count = (taskType = 'blender', tagId: string | null = null) =>
    countCapableWorkers(database.tables, { taskId: tasks[0]?.id ?? '', jobId: job.id, taskType, tagId });

  test('are those that can run its type, whatever else they can run, even while they are asleep or offline', async () => {
    await seedWorker(database, { status: 'asleep' });
    await seedWorker(database, { status: 'offline', supported_task_types: '["ffmpeg","blender"]' });
    await seedWorker(database, { supported_task_types: '["blender-gpu","my blender","Blender"]' });
    await seedWorker(database, { supported_task_types: '[]' });
    expect(await count()).toBe(2);
  });

  test.each(['a"b', 'a\\b', "it's", '100%', 'a_b'])('are found even if the type is called %s', async (type) => {
    await seedWorker(database, { supported_task_types: JSON.stringify([type]) });
    await seedWorker(database, { supported_task_types: JSON.stringify([`x${type}`, `${type}x`]) });
    await seedWorker(database, { supported_task_types: JSON.stringify(['a b', '"', '1000']) });
    expect(await count(type)).toBe(1);
  });

  test('do not include workers that were removed, wait for approval, are blocked, or have failed it', async () => {
    await seedWorker(database, { deleted_at: at(1) });
    await seedWorker(database, { approval: 'no-secret' });
    const blocked = await seedWorker(database);
    const failed = await seedWorker(database);
    const elsewhere = await seedWorker(database);
    await database.transaction(
      async (tx) => {
        await addBlock(tx, { job_id: job.id, worker_id: blocked.id, task_type: 'blender' });
        await addBlock(tx, { job_id: job.id, worker_id: elsewhere.id, task_type: 'ffmpeg' });
        for (const [index, worker] of [failed, elsewhere].entries()) {
          const task_id = tasks[index]?.id ?? '';
          await addFailure(tx, { task_id, worker_id: worker.id, job_id: job.id, task_type: 'blender' });
        }
      },
      { by: SOMEBODY },
    );
    expect(await count()).toBe(1);
  });

  test('have the tag of the job, if it has one', async () => {
    const tagged = await seedWorker(database);
    await seedWorker(database);
    const tag = { id: '00000000-0000-4000-8000-00000000000a', name: 'GPU', description: '', created_at: at(0) };
    await database.transaction(
      async (tx) => {
        await insertTag(tx, tag);
        await addTagsTo(tx, tagged.id, [tag.id]);
      },
      { by: SOMEBODY },
    );
    expect([await count('blender', tag.id), await count()]).toEqual([1, 2]);
  });
});
