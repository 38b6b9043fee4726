import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { insertWorker, saveWorker } from '#server/persistence/repositories/workers.repository.ts';
import { whyJob } from '#server/scheduler/why/job-why.ts';
import { whyTask } from '#server/scheduler/why/task-why.ts';
import { whyWorker } from '#server/scheduler/why/worker-why.ts';
import { changeJobStatus } from '#server/use-cases/change-job-status.ts';
import { requestWorkerStatus } from '#server/use-cases/request-worker-status.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { type FarmInProcess, openFarm } from '#tests/support/farm-in-process.ts';
import { report, submitTasks, takeTask, wakeWorker } from '#tests/support/farm-story.ts';
import { SOMEBODY } from '#tests/support/actors.ts';

describe.each(DATABASES)('why is this waiting, on $kind', ({ open }) => {
  let farm: FarmInProcess;
  beforeEach(async () => {
    farm = await openFarm(open);
  });
  afterEach(() => farm.close());

  async function taskId(name: string): Promise<string> {
    const { tables } = farm.database;
    return (await tables.selectFrom('tasks').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id;
  }

  test('a farm without workers says so', async () => {
    const job = await submitTasks(farm, [['a', 'blender']]);
    const nobody = 'There is no worker on this farm yet.';
    expect(await whyTask(farm, await taskId('a'))).toMatchObject({ can_run: false, summary: nobody, workers: 0 });
    expect(await whyJob(farm, job)).toMatchObject({ can_run: false, summary: nobody, waiting: 1 });
  });

  test('busy workers come first, with what they are doing', async () => {
    const anna = await wakeWorker(farm, 'anna');
    await wakeWorker(farm, 'bob', ['misc']);
    await submitTasks(
      farm,
      [
        ['a', 'blender'],
        ['b', 'blender'],
      ],
      { name: 'Shot 7' },
    );
    await takeTask(farm, anna);
    const why = await whyTask(farm, await taskId('b'));
    expect(why).toMatchObject({
      can_run: false,
      summary: 'The one worker that could run it is busy with other tasks.',
      blocked_by: [],
      able: { workers: 0, examples: [] },
    });
    expect(why.held_back).toMatchObject([
      { rule: 'worker-free', why: 'Worker anna is busy with a.', workers: 1, only: 1, examples: [{ name: 'anna' }] },
      { rule: 'type-supported', workers: 1, only: 1, examples: [{ name: 'bob' }] },
    ]);
    expect(await whyTask(farm, await taskId('a'))).toMatchObject({ summary: 'It is running on worker anna.' });
    expect(await whyWorker(farm, anna)).toMatchObject({
      summary: 'It is running a of Shot 7.',
      running: { name: 'a' },
    });
  });

  test('a thousand workers held back by one rule make a single entry', async () => {
    const job = await submitTasks(farm, [['a', 'blender']]);
    const anna = await wakeWorker(farm, 'anna');
    const { tables } = farm.database;
    const row = await tables.selectFrom('workers').selectAll().where('id', '=', anna).executeTakeFirstOrThrow();
    await farm.database.transaction(
      async (tx) => {
        for (let number = 0; number < 1000; number++) {
          await insertWorker(tx, { ...row, id: farm.newId(), name: `node ${number}`, status: 'offline' });
        }
      },
      { by: SOMEBODY },
    );
    const why = await whyTask(farm, await taskId('a'));
    expect(why).toMatchObject({ can_run: true, workers: 1001, able: { workers: 1, examples: [{ name: 'anna' }] } });
    expect(why.held_back).toMatchObject([
      { rule: 'worker-awake', why: '1000 workers are not awake.', workers: 1000, only: 1000 },
    ]);
    expect(why.held_back[0]?.examples).toHaveLength(5);
    expect((await whyJob(farm, job)).types[0]).toMatchObject({ can_run: true, first: { name: 'a' }, workers: 1001 });
  });

  test('tasks that wait for others say so, and the tasks they wait for run first', async () => {
    await wakeWorker(farm, 'anna');
    const job = await submitTasks(farm, [
      ['a', 'blender'],
      ['v', 'ffmpeg', 'a'],
      ['w', 'ffmpeg', 'a'],
    ]);
    const { types, can_run: canRun, summary } = await whyJob(farm, job);
    expect({ canRun, summary }).toEqual({
      canRun: true,
      summary: 'Worker anna is free for it. It starts when its turn comes.',
    });
    expect(types.map((type) => [type.task_type, type.can_run, type.waiting, type.runnable])).toEqual([
      ['blender', true, 1, 1],
      ['ffmpeg', false, 2, 0],
    ]);
    expect(types[1]?.blocked_by).toMatchObject([
      { rule: 'dependencies-completed', why: '2 tasks wait for others that are not completed yet.' },
    ]);
  });

  test('a task that waits for many others does not claim to wait for one', async () => {
    await wakeWorker(farm, 'anna');
    const job = await submitTasks(farm, [
      ['a', 'blender'],
      ['b', 'blender'],
      ['v', 'ffmpeg', 'a', 'b'],
    ]);
    const { types } = await whyJob(farm, job);
    expect(types[1]?.blocked_by).toMatchObject([{ why: 'The task waits for others that are not completed yet.' }]);
    expect((await whyTask(farm, await taskId('v'))).blocked_by).toMatchObject([
      { why: 'The task waits for 2 of the tasks that it depends on to be completed.' },
    ]);
  });

  test.each([
    ['error', 'Nothing was heard from it for too long.'],
    ['offline', 'Start the worker on its machine.'],
    ['asleep', 'Wake the worker.'],
  ] as const)('a worker that is in "%s" needs this: %s', async (status, advice) => {
    const anna = await wakeWorker(farm, 'anna');
    await submitTasks(farm, [['a', 'blender']]);
    await farm.database.transaction((tx) => saveWorker(tx, anna, { status }), { by: SOMEBODY });
    expect((await whyWorker(farm, anna)).blocked_by[0]?.unblock).toContain(advice);
    expect((await whyTask(farm, await taskId('a'))).held_back[0]?.unblock).toContain(advice);
  });

  test('a paused job says so, and its worker says that there is nothing to do', async () => {
    const anna = await wakeWorker(farm, 'anna');
    const job = await submitTasks(farm, [['a', 'blender']]);
    await changeJobStatus(farm, SOMEBODY, { jobId: job, to: 'pause-requested', reason: 'lunch' });
    expect(await whyJob(farm, job)).toMatchObject({ can_run: false, summary: 'The job is paused.' });
    expect(await whyWorker(farm, anna)).toMatchObject({ summary: 'No job has a task to hand out now.' });
  });

  test('a worker shows which task comes next, or what keeps the jobs from it', async () => {
    const anna = await wakeWorker(farm, 'anna');
    const bob = await wakeWorker(farm, 'bob', ['misc']);
    await submitTasks(
      farm,
      [
        ['a', 'blender'],
        ['m', 'ffmpeg'],
      ],
      { name: 'Shot 7' },
    );
    expect(await whyWorker(farm, anna)).toMatchObject({ next: { name: 'a', job: { name: 'Shot 7' } }, held_back: [] });
    const why = await whyWorker(farm, bob);
    expect(why.next).toBeUndefined();
    expect(why.held_back).toMatchObject([{ rule: 'type-supported', jobs: 1, examples: [{ name: 'Shot 7' }] }]);
    await requestWorkerStatus(farm, SOMEBODY, anna, { status: 'asleep', lazy: false });
    expect(await whyWorker(farm, anna)).toMatchObject({ blocked_by: [{ rule: 'no-status-requested' }] });
  });

  test('a worker that failed the first task of a job may still get the next one', async () => {
    const anna = await wakeWorker(farm, 'anna');
    await wakeWorker(farm, 'bob', ['misc', 'blender']);
    const job = await submitTasks(farm, [
      ['a', 'blender'],
      ['b', 'blender'],
    ]);
    await report(farm, anna, await takeTask(farm, anna), { taskStatus: 'failed' });
    expect((await whyTask(farm, await taskId('a'))).held_back).toMatchObject([{ rule: 'not-failed-before' }]);
    expect((await whyJob(farm, job)).types[0]?.able.workers).toBe(2);
  });
});
