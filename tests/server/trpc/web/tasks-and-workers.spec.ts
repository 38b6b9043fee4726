import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedJob, seedWorker } from './support/seed.ts';
import { openWebFarm, type WebFarm } from './support/web-farm.ts';

let farm: WebFarm;
beforeAll(async () => {
  farm = await openWebFarm();
});
afterAll(() => farm.close());

describe('tasks on the web pages', () => {
  test('come in pages of their job, and as a map of letters', async () => {
    const { job } = await seedJob(farm.database, {
      tasks: [{ status: 'completed' }, { status: 'active' }, { status: 'queued' }],
    });
    const api = farm.caller();
    const first = await api.tasks.find({ jobId: job.id, limit: 2 });
    expect(first.nextCursor).toBe(2);
    const rest = await api.tasks.find({ jobId: job.id, limit: 2, cursor: first.nextCursor });
    expect(rest).toMatchObject({ rows: [{ index_in_job: 3, status: 'queued' }], nextCursor: null });
    expect(await api.tasks.statusMap({ jobId: job.id })).toEqual({ letters: 'caq', first: 1 });
  });

  test('canceling and requeueing change several tasks at once; each task gets its own answer', async () => {
    const { job, tasks } = await seedJob(farm.database, {
      status: 'active',
      tasks: [{ status: 'queued' }, { status: 'completed' }, { status: 'queued' }],
    });
    const [waiting, done] = tasks;
    if (!waiting || !done) throw new Error('no tasks');
    const api = farm.caller();
    expect((await api.tasks.get({ id: waiting.id })).actions).toEqual(['cancel']);
    expect((await api.tasks.get({ id: done.id })).actions).toEqual(['requeue']);

    const canceled = await api.tasks.change({ ids: [waiting.id, done.id, randomUUID()], action: 'cancel' });
    expect(canceled.map((result) => result.ok)).toEqual([true, false, false]);
    const requeued = await api.tasks.change({ ids: [waiting.id, done.id], action: 'requeue' });
    expect(requeued.map((result) => result.ok)).toEqual([true, true]);
    expect(await api.tasks.get({ id: waiting.id })).toMatchObject({
      status: 'queued',
      activity: 'Requeued on the web page',
    });
    expect((await api.jobs.get({ id: job.id })).tasks).toMatchObject({ queued: 3 });
  });

  test('a task that does not exist is not found', async () => {
    await expect(farm.caller().tasks.get({ id: randomUUID() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(farm.caller().tasks.readLog({ taskId: randomUUID() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('the log of a task can be read from its end, or in parts that fit together', async () => {
    const { job, tasks } = await seedJob(farm.database, { tasks: [{ status: 'active' }] });
    const taskId = tasks[0]?.id ?? '';
    const api = farm.caller();
    expect(await api.tasks.readLog({ taskId })).toEqual({ text: '', offset: 0, nextOffset: 0, size: 0 });
    await farm.farm.taskLogs.append(job.id, taskId, 'Grüße 🎬 from Blender\n');
    expect(await api.tasks.readLog({ taskId })).toMatchObject({ text: 'Grüße 🎬 from Blender\n', offset: 0 });
    let text = '';
    for (let offset = 0, size = 1; offset < size;) {
      const part = await api.tasks.readLog({ taskId, offset, limit: 9 });
      expect(part.text).not.toContain('\uFFFD');
      text += part.text;
      offset = part.nextOffset;
      size = part.size;
    }
    expect(text).toBe('Grüße 🎬 from Blender\n');
    expect((await api.tasks.get({ id: taskId })).log_size).toBe(Buffer.byteLength(text));
  });
});

describe('workers on the web pages', () => {
  test('a status is requested from each worker, and the request is shown until the worker has it', async () => {
    const worker = await seedWorker(farm.database, { status: 'awake' });
    const api = farm.caller();
    const missing = randomUUID();
    const results = await api.workers.requestStatus({ ids: [worker.id, missing], status: 'asleep', lazy: true });
    expect(results.map((result) => result.ok)).toEqual([true, false]);
    expect(await api.workers.get({ id: worker.id })).toMatchObject({
      status_change: { status: 'asleep', is_lazy: true },
    });
    expect((await api.workers.find({})).map((row) => row.id)).toEqual([worker.id]);
    await expect(api.workers.get({ id: missing })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('the header shows the name, the status of the farm, and how many workers are awake', async () => {
    await seedWorker(farm.database, { status: 'offline' });
    expect(await farm.caller().farm.info()).toMatchObject({
      name: 'Test farm',
      access: 'open',
      workers: { awake: 1, total: 2 },
      version: expect.stringMatching(/^\d+\.\d+\.\d+/),
    });
  });
});
