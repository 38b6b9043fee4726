import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { changeJobStatus } from '#server/use-cases/change-job-status.ts';
import { changeTaskStatus } from '#server/use-cases/change-task-status.ts';
import { openFarm, type FarmInProcess } from '#tests/support/farm-in-process.ts';
import {
  completeAll,
  expectSoundFarm,
  jobStatus,
  nextName,
  report,
  submitTasks,
  takeTask,
  taskStatuses,
  wakeWorker,
} from '#tests/support/farm-story.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { SOMEBODY } from '#tests/support/actors.ts';

describe.each(DATABASES)('a job on $kind', ({ open }) => {
  let farm: FarmInProcess;
  let worker: string;

  beforeEach(async () => {
    farm = await openFarm(open);
    worker = await wakeWorker(farm, 'node-1');
  });
  afterEach(async () => {
    await expectSoundFarm(farm);
    await farm.close();
  });

  test('is queued, becomes active with its first task, and is completed with its last', async () => {
    const job = await submitTasks(farm, [
      ['a', 'blender'],
      ['b', 'blender'],
      ['video', 'ffmpeg', 'a', 'b'],
    ]);
    expect(await jobStatus(farm, job)).toBe('queued');
    const task = await takeTask(farm, worker);
    expect(task).toMatchObject({ name: 'a', job, status: 'active', steps_total: 2, task_type: 'blender' });
    expect(await jobStatus(farm, job)).toBe('active');
    await report(farm, worker, task, { taskStatus: 'completed' });
    expect(await completeAll(farm, worker)).toEqual(['b', 'video']);
    expect(await jobStatus(farm, job)).toBe('completed');
  });

  test('a task waits until every task that it depends on is completed', async () => {
    await submitTasks(farm, [
      ['a', 'blender'],
      ['video', 'ffmpeg', 'a'],
    ]);
    const task = await takeTask(farm, worker);
    const other = await wakeWorker(farm, 'node-2');
    expect(await nextName(farm, other)).toBe('nothing');
    await report(farm, worker, task, { taskStatus: 'completed' });
    expect(await nextName(farm, other)).toBe('video');
  });

  test('jobs run by priority, then in order of submission', async () => {
    await submitTasks(farm, [['first', 'blender']]);
    await submitTasks(farm, [['second', 'blender']]);
    await submitTasks(farm, [['urgent', 'blender']], { priority: 80 });
    expect(await completeAll(farm, worker)).toEqual(['urgent', 'first', 'second']);
  });

  test('a worker gets only tasks of types that it supports', async () => {
    await submitTasks(farm, [
      ['a', 'blender'],
      ['b', 'misc'],
    ]);
    expect(await nextName(farm, await wakeWorker(farm, 'copier', ['misc']))).toBe('b');
    expect(await nextName(farm, await wakeWorker(farm, 'other', ['ffmpeg']))).toBe('nothing');
  });

  test('a worker that asks again gets the task it already has, as the same attempt', async () => {
    await submitTasks(farm, [
      ['a', 'blender'],
      ['b', 'blender'],
    ]);
    const first = await takeTask(farm, worker);
    expect((await takeTask(farm, worker)).uuid).toBe(first.uuid);
  });

  test('canceling takes away the running task: reports of its worker are refused, and no task is handed out', async () => {
    const job = await submitTasks(farm, [
      ['a', 'blender'],
      ['b', 'blender'],
    ]);
    const task = await takeTask(farm, worker);
    await changeJobStatus(farm, SOMEBODY, { jobId: job, to: 'cancel-requested', reason: 'wrong camera' });
    expect(await jobStatus(farm, job)).toBe('canceled');
    expect(await taskStatuses(farm, job)).toEqual({ a: 'canceled', b: 'canceled' });
    await expect(report(farm, worker, task, { taskStatus: 'completed' })).rejects.toMatchObject({ code: 'not-yours' });
    expect(await nextName(farm, worker)).toBe('nothing');
  });

  test('a re-queued job runs every task that was not completed', async () => {
    const job = await submitTasks(farm, [
      ['a', 'blender'],
      ['b', 'blender'],
      ['video', 'ffmpeg', 'a', 'b'],
    ]);
    const task = await takeTask(farm, worker);
    await report(farm, worker, task, { taskStatus: 'completed' });
    await changeJobStatus(farm, SOMEBODY, { jobId: job, to: 'cancel-requested', reason: '' });
    await changeJobStatus(farm, SOMEBODY, { jobId: job, to: 'requeueing', reason: '' });
    expect(await jobStatus(farm, job)).toBe('queued');
    expect(await completeAll(farm, worker)).toEqual(['b', 'video']);
  });

  test('re-queueing a task of a completed job runs it and the tasks that depend on it again, and nothing else', async () => {
    const job = await submitTasks(farm, [
      ['a', 'blender'],
      ['b', 'blender'],
      ['video', 'ffmpeg', 'a', 'b'],
      ['upload', 'misc', 'video'],
    ]);
    const all = await wakeWorker(farm, 'all', ['blender', 'ffmpeg', 'misc']);
    await completeAll(farm, all);
    const task = await farm.database.tables
      .selectFrom('tasks')
      .select('id')
      .where('name', '=', 'b')
      .executeTakeFirstOrThrow();
    await changeTaskStatus(farm, SOMEBODY, { taskId: task.id, to: 'queued', reason: 'flicker' });
    expect(await jobStatus(farm, job)).toBe('queued');
    expect(await taskStatuses(farm, job)).toEqual({ a: 'completed', b: 'queued', video: 'queued', upload: 'queued' });
    await expectSoundFarm(farm);
    expect(await completeAll(farm, all)).toEqual(['b', 'video', 'upload']);
    expect(await jobStatus(farm, job)).toBe('completed');
  });

  test('a pausing job lets its running task finish, then is paused and hands out nothing', async () => {
    const job = await submitTasks(farm, [
      ['a', 'blender'],
      ['b', 'blender'],
    ]);
    const task = await takeTask(farm, worker);
    await changeJobStatus(farm, SOMEBODY, { jobId: job, to: 'pause-requested', reason: '' });
    expect(await jobStatus(farm, job)).toBe('pause-requested');
    await report(farm, worker, task, { taskStatus: 'completed' });
    expect(await jobStatus(farm, job)).toBe('paused');
    expect(await nextName(farm, worker)).toBe('nothing');
    await changeJobStatus(farm, SOMEBODY, { jobId: job, to: 'requeueing', reason: '' });
    expect(await completeAll(farm, worker)).toEqual(['b']);
  });
});
