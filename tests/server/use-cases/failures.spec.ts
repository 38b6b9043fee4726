import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkTimeouts } from '#server/scheduler/timeouts.ts';
import { setJob } from '#server/use-cases/set-job.ts';
import { changeJobStatus } from '#server/use-cases/change-job-status.ts';
import { changeTaskStatus } from '#server/use-cases/change-task-status.ts';
import { openFarm, type FarmInProcess } from '#tests/support/farm-in-process.ts';
import {
  expectSoundFarm,
  jobStatus,
  nextName,
  report,
  submitTasks,
  type TaskLine,
  takeTask,
  taskStatuses,
  wakeWorker,
} from '#tests/support/farm-story.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { SOMEBODY } from '#tests/support/actors.ts';

const TWENTY = Array.from({ length: 20 }, (_, index) => [`t${index + 1}`, 'blender'] as const);

describe.each(DATABASES)('failures on $kind', ({ open }) => {
  let farm: FarmInProcess;
  let bad: string;

  beforeEach(async () => {
    farm = await openFarm(open, 'task_timeout: 10m\nworker_timeout: 60m\n');
    bad = await wakeWorker(farm, 'bad');
  });
  afterEach(async () => {
    await expectSoundFarm(farm);
    await farm.close();
  });

  async function failNext(worker: string): Promise<string> {
    const task = await takeTask(farm, worker);
    await report(farm, worker, task, { taskStatus: 'failed', activity: 'Blender crashed' });
    return task.name;
  }

  test('a task that one worker failed waits for another worker', async () => {
    await wakeWorker(farm, 'good');
    const job = await submitTasks(farm, [
      ['a', 'blender'],
      ['b', 'blender'],
    ]);
    expect(await failNext(bad)).toBe('a');
    expect(await taskStatuses(farm, job)).toEqual({ a: 'soft-failed', b: 'queued' });
    expect(await nextName(farm, bad)).toBe('b');
  });

  test('a worker that failed three tasks of a type gets no more of them in this job', async () => {
    await wakeWorker(farm, 'good');
    const job = await submitTasks(farm, [...TWENTY, ['copy', 'ffmpeg']]);
    for (let failures = 0; failures < 3; failures++) await failNext(bad);
    expect(await nextName(farm, bad)).toBe('copy');
    expect(await jobStatus(farm, job)).toBe('active');
    const task = await farm.database.tables
      .selectFrom('tasks')
      .selectAll()
      .where('name', '=', 't3')
      .executeTakeFirstOrThrow();
    await farm.taskLogs.idle();
    const log = await farm.taskLogs.read(task.job_id, task.id, { offset: 0, limit: 10_000 });
    expect(log.bytes.toString()).toContain('Worker bad failed 3 blender tasks of this job and gets no more of them.');
  });

  test('the manager writes what it decides after a failure into the log of the task and its history', async () => {
    for (const name of ['two', 'three']) await wakeWorker(farm, name);
    const job = await submitTasks(farm, TWENTY);
    for (let failures = 0; failures < 3; failures++) await failNext(bad);
    const third = await pastOf(farm, job, 't3');
    const blocked = 'Worker bad failed 3 blender tasks of this job and gets no more of them.';
    expect(third.log).toContain(blocked);
    expect(third.history).toEqual([
      `Blender crashed. ${blocked} The task waits for another worker: 2 other workers may try it; after 2 more failures it fails for good.`,
    ]);
  });

  test('the failure that makes the job fail says so in the log and the history of its task', async () => {
    const job = await submitTasks(farm, TWENTY.slice(0, 2));
    const workers = [
      bad,
      await wakeWorker(farm, 'two'),
      await wakeWorker(farm, 'three'),
      await wakeWorker(farm, 'four'),
    ];
    for (const worker of workers.slice(0, 3)) expect(await failNext(worker)).toBe('t1');
    expect(await jobStatus(farm, job)).toBe('failed');
    const { log, history } = await pastOf(farm, job, 't1');
    const ended = 'The job ends with this task. Failed: 1 of 2 tasks failed.';
    expect(log).toContain(ended);
    expect(history.at(-1)).toBe(
      `Blender crashed. The task failed for good: 3 workers failed it, and the limit is 3. ${ended}`,
    );
  });

  test('a task that was running when its job was canceled or failed says so in its log and its history', async () => {
    const other = await wakeWorker(farm, 'other');
    const failing = await submitTasks(farm, TWENTY.slice(0, 2));
    expect(await nextName(farm, other)).toBe('t1');
    const task = await takeTask(farm, bad);
    await setJob(farm, SOMEBODY, failing, {
      failure_policy: { task_fail_after_softfail_count: 1, job_fail_percentage: 1 },
    });
    await report(farm, bad, task, { taskStatus: 'failed', activity: 'Blender crashed' });
    const ended = await pastOf(farm, failing, 't1');
    expect(ended.history).toEqual([expect.stringContaining('Canceled because the job failed')]);
    expect(ended.log).toContain(ended.history[0]);

    const canceled = await submitTasks(farm, TWENTY.slice(0, 1));
    expect(await nextName(farm, other)).toBe('t1');
    await changeJobStatus(farm, SOMEBODY, { jobId: canceled, to: 'cancel-requested', reason: 'the shot was cut' });
    const { log, history } = await pastOf(farm, canceled, 't1');
    expect(history).toEqual(['Canceled with its job: the shot was cut']);
    expect(log).toContain('Canceled with its job: the shot was cut');
  });

  test('the job fails when nobody is left who may try the task', async () => {
    const job = await submitTasks(farm, TWENTY);
    await failNext(bad);
    expect(await jobStatus(farm, job)).toBe('failed');
    expect((await taskStatuses(farm, job))['t2']).toBe('canceled');
  });

  test('a task that three workers failed fails for good', async () => {
    const job = await submitTasks(farm, TWENTY);
    const workers = [bad, ...(await Promise.all(['two', 'three', 'four'].map((name) => wakeWorker(farm, name))))];
    for (const worker of workers.slice(0, 3)) expect(await failNext(worker)).toBe('t1');
    expect((await taskStatuses(farm, job))['t1']).toBe('failed');
    expect(await jobStatus(farm, job)).toBe('active');
  });

  test('a job can allow each task only one failure, and fail at a smaller share of failed tasks', async () => {
    await wakeWorker(farm, 'good');
    const failure_policy = { task_fail_after_softfail_count: 1, job_fail_percentage: 6 };
    const job = await submitTasks(farm, TWENTY, { failure_policy });
    await failNext(bad);
    expect((await taskStatuses(farm, job))['t1']).toBe('failed');
    expect(await jobStatus(farm, job)).toBe('active');
    await failNext(bad);
    expect(await jobStatus(farm, job)).toBe('failed');
  });

  test('a job blocks workers by its own limit, other jobs by the limit of the farm', async () => {
    await wakeWorker(farm, 'good');
    await submitTasks(farm, TWENTY, { priority: 90, name: 'strict', failure_policy: { blocklist_threshold: 1 } });
    const other: readonly TaskLine[] = [
      ['u1', 'blender'],
      ['u2', 'blender'],
    ];
    await submitTasks(farm, other);
    expect(await failNext(bad)).toBe('t1');
    expect(await failNext(bad)).toBe('u1');
    expect(await nextName(farm, bad)).toBe('u2');
  });

  test('a job that tolerates every failure runs until no task is left, and then has failed', async () => {
    await wakeWorker(farm, 'good');
    const failure_policy = { task_fail_after_softfail_count: 1, blocklist_threshold: 0, job_fail_percentage: 0 };
    const job = await submitTasks(farm, TWENTY, { failure_policy });
    for (let failures = 0; failures < 19; failures++) await failNext(bad);
    expect(await jobStatus(farm, job)).toBe('active');
    await failNext(bad);
    expect(await jobStatus(farm, job)).toBe('failed');
  });

  test('a new policy applies from the next failure on, and an empty one means that of the farm again', async () => {
    const two = await wakeWorker(farm, 'two');
    await wakeWorker(farm, 'three');
    const job = await submitTasks(farm, TWENTY);
    await failNext(bad);
    await setJob(farm, SOMEBODY, job, { failure_policy: { task_fail_after_softfail_count: 1 } });
    expect((await taskStatuses(farm, job))['t1']).toBe('soft-failed');
    expect(await failNext(bad)).toBe('t2');
    await setJob(farm, SOMEBODY, job, { failure_policy: {} });
    expect(await failNext(two)).toBe('t1');
    expect(await taskStatuses(farm, job)).toMatchObject({ t1: 'soft-failed', t2: 'failed' });
  });

  test('a task that shows no sign of life is judged by the limits of its job', async () => {
    await wakeWorker(farm, 'good');
    const job = await submitTasks(farm, TWENTY, { failure_policy: { task_fail_after_softfail_count: 1 } });
    await takeTask(farm, bad);
    farm.pass(10 * 60_000);
    await checkTimeouts(farm);
    expect((await taskStatuses(farm, job))['t1']).toBe('failed');
  });

  test('the limit of the job also applies when a person marks a task as failed', async () => {
    const job = await submitTasks(farm, TWENTY, { failure_policy: { job_fail_percentage: 5 } });
    const { id } = await farm.database.tables
      .selectFrom('tasks')
      .select('id')
      .where('name', '=', 't7')
      .executeTakeFirstOrThrow();
    await changeTaskStatus(farm, SOMEBODY, { taskId: id, to: 'failed', reason: 'it can only fail' });
    expect(await jobStatus(farm, job)).toBe('failed');
  });

  test('re-queueing the job forgets who failed and who was blocked', async () => {
    const job = await submitTasks(farm, TWENTY);
    await failNext(bad);
    await changeJobStatus(farm, SOMEBODY, { jobId: job, to: 'requeueing', reason: 'new drivers' });
    expect(await nextName(farm, bad)).toBe('t1');
  });

  test('a task that shows no sign of life counts as failed by its worker', async () => {
    await wakeWorker(farm, 'good');
    const job = await submitTasks(farm, TWENTY);
    await takeTask(farm, bad);
    farm.pass(9 * 60_000);
    await checkTimeouts(farm);
    expect((await taskStatuses(farm, job))['t1']).toBe('active');
    farm.pass(60_000);
    await checkTimeouts(farm);
    expect((await taskStatuses(farm, job))['t1']).toBe('soft-failed');
  });

  test('a silent worker gets the status "error", and its task goes back to the queue', async () => {
    const job = await submitTasks(farm, TWENTY);
    const task = await takeTask(farm, bad);
    for (let minutes = 0; minutes < 60; minutes += 5) {
      farm.pass(5 * 60_000);
      await farm.database.transaction(
        (tx) =>
          tx.tables
            .updateTable('tasks')
            .set({ last_touched_at: new Date(farm.clock.now()).toISOString() })
            .where('status', '=', 'active')
            .execute(),
        { by: SOMEBODY },
      );
    }
    await checkTimeouts(farm);
    const worker = await farm.database.tables
      .selectFrom('workers')
      .selectAll()
      .where('id', '=', bad)
      .executeTakeFirstOrThrow();
    expect(worker.status).toBe('error');
    expect((await taskStatuses(farm, job))['t1']).toBe('queued');
    await expect(report(farm, bad, task, { taskStatus: 'completed' })).rejects.toMatchObject({ code: 'not-yours' });
  });
});

/** What the log of a task says, and why each of its attempts ended. */
async function pastOf(farm: FarmInProcess, jobId: string, name: string): Promise<{ log: string; history: unknown[] }> {
  const { tables } = farm.database;
  const { id } = await tables
    .selectFrom('tasks')
    .select('id')
    .where('job_id', '=', jobId)
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  const attempts = await tables
    .selectFrom('attempts')
    .select('reason')
    .where('task_id', '=', id)
    .orderBy('number')
    .execute();
  await farm.taskLogs.idle();
  const { bytes } = await farm.taskLogs.read(jobId, id, { offset: 0, limit: 10_000 });
  return { log: bytes.toString(), history: attempts.map((attempt) => attempt.reason) };
}
