import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nextTask } from '#server/scheduler/next-task.ts';
import { changeJobStatus } from '#server/use-cases/change-job-status.ts';
import { mayWorkerRun } from '#server/use-cases/may-worker-run.ts';
import { workerSignOff } from '#server/use-cases/worker-reports-status.ts';
import { openFarm, type FarmInProcess } from '#tests/support/farm-in-process.ts';
import { expectSoundFarm, jobStatus, report, submitTasks, takeTask, wakeWorker } from '#tests/support/farm-story.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { asWorker, SOMEBODY } from '#tests/support/actors.ts';

describe.each(DATABASES)('one winner per task on $kind', ({ open }) => {
  let farm: FarmInProcess;
  let slow: string;
  let fast: string;

  beforeEach(async () => {
    farm = await openFarm(open);
    slow = await wakeWorker(farm, 'slow');
    fast = await wakeWorker(farm, 'fast');
  });
  afterEach(async () => {
    await expectSoundFarm(farm);
    await farm.close();
  });

  async function handedOn() {
    const job = await submitTasks(farm, [['a', 'blender']]);
    const lost = await takeTask(farm, slow);
    await report(farm, slow, lost, { log: 'slow was here', steps_completed: 1 });
    await workerSignOff(farm, asWorker(slow));
    return { job, lost, current: await takeTask(farm, fast) };
  }

  test('a task that is handed out again is a new attempt with its own number and its own part of the log', async () => {
    const { lost, current } = await handedOn();
    expect(current.uuid).not.toBe(lost.uuid);
    const attempts = await farm.database.tables.selectFrom('attempts').selectAll().orderBy('number').execute();
    expect(attempts).toMatchObject([
      { id: lost.uuid, number: 1, worker_name: 'slow', outcome: 'queued', log_start: 0 },
      { id: current.uuid, number: 2, worker_name: 'fast', outcome: null },
    ]);
    expect(attempts[1]?.log_start).toBeGreaterThan('slow was here'.length);
  });

  test('other writers continue while a slow file system is asked where the log of a new attempt begins', async () => {
    const otherWriter = () => farm.database.transaction(() => Promise.resolve('went on'), { by: SOMEBODY });
    const went: string[] = [];
    const { taskLogs } = farm;
    const size = taskLogs.size.bind(taskLogs);
    taskLogs.size = async (jobId, taskId) => {
      went.push(await otherWriter());
      return size(jobId, taskId);
    };
    await handedOn();
    expect(went).toEqual(['went on']);
  });

  test('a claim that the database undid and that found nothing when it was run again leaves no line in the log', async () => {
    const job = await submitTasks(farm, [['a', 'blender']]);
    const [task] = await farm.database.tables.selectFrom('tasks').select('id').execute();
    const undoneOnce: typeof farm.database.transaction = async (work, change) => {
      const undone = farm.database.transaction(async (tx) => {
        await work(tx);
        throw new Error('undone');
      }, change);
      await expect(undone).rejects.toThrow('undone');
      await changeJobStatus(farm, SOMEBODY, { jobId: job, to: 'cancel-requested', reason: '' });
      return farm.database.transaction(work, change);
    };
    const again = { ...farm, database: { ...farm.database, transaction: undoneOnce } };
    expect(await nextTask(again, asWorker(fast))).toEqual({ answer: 'nothing' });
    await farm.taskLogs.idle();
    expect(await farm.taskLogs.size(job, task?.id ?? '')).toBe(0);
  });

  test.each([
    { taskStatus: 'completed' },
    { taskStatus: 'failed' },
    { log: 'still here' },
    { steps_completed: 2 },
  ] as const)('a late report %j of an earlier attempt is refused and changes nothing', async (update) => {
    const { lost } = await handedOn();
    const before = await farm.database.tables.selectFrom('tasks').selectAll().executeTakeFirstOrThrow();
    await expect(report(farm, slow, lost, update)).rejects.toMatchObject({ code: 'not-yours', status: 409 });
    expect(await farm.database.tables.selectFrom('tasks').selectAll().executeTakeFirstOrThrow()).toEqual(before);
  });

  test('a worker may not report on an attempt that was handed to another', async () => {
    const { job, current } = await handedOn();
    await expect(report(farm, slow, current, { taskStatus: 'completed' })).rejects.toMatchObject({ code: 'not-yours' });
    expect(await jobStatus(farm, job)).toBe('active');
  });

  test('repeating the last report is harmless; contradicting it is refused', async () => {
    const { job, current } = await handedOn();
    await report(farm, fast, current, { taskStatus: 'completed' });
    await report(farm, fast, current, { taskStatus: 'completed' });
    await expect(report(farm, fast, current, { taskStatus: 'failed' })).rejects.toMatchObject({ code: 'not-yours' });
    expect(await jobStatus(farm, job)).toBe('completed');
  });

  test('may-i-run says no to an attempt that was taken away, and yes to the current one', async () => {
    const { lost, current } = await handedOn();
    expect(await mayWorkerRun(farm, asWorker(slow), lost.uuid)).toMatchObject({ mayKeepRunning: false });
    expect(await mayWorkerRun(farm, asWorker(fast), current.uuid)).toEqual({
      mayKeepRunning: true,
      reason: '',
      statusChangeRequested: false,
    });
  });

  test('a worker that asks again while the job of its task is pausing gets that task again, not a second one', async () => {
    const pausing = await submitTasks(farm, [
      ['a', 'blender'],
      ['b', 'blender'],
    ]);
    await submitTasks(farm, [['c', 'blender']]);
    const first = await takeTask(farm, fast);
    await changeJobStatus(farm, SOMEBODY, { jobId: pausing, to: 'pause-requested', reason: '' });
    expect((await takeTask(farm, fast)).uuid).toBe(first.uuid);
    await report(farm, fast, first, { taskStatus: 'completed' });
    expect(await jobStatus(farm, pausing)).toBe('paused');
  });

  test('if many workers ask at once, each task goes to exactly one of them', async () => {
    await submitTasks(
      farm,
      Array.from({ length: 20 }, (_, index) => [`t${index}`, 'blender'] as const),
    );
    const workers = await Promise.all(Array.from({ length: 20 }, (_, index) => wakeWorker(farm, `node-${index}`)));
    const tasks = await Promise.all(workers.map((worker) => takeTask(farm, worker)));
    expect(new Set(tasks.map((task) => task.name)).size).toBe(20);
  });
});
