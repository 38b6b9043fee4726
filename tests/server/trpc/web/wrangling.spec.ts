import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addStatusChange } from '#server/persistence/repositories/worker-status-changes.repository.ts';
import { recordWorkerCheck } from '#server/use-cases/record-worker-check.ts';
import { at, seedJob, seedWorker } from './support/seed.ts';
import { openWebFarm, type WebFarm } from './support/web-farm.ts';
import { asWorker, SOMEBODY } from '#tests/support/actors.ts';

let farm: WebFarm;
beforeAll(async () => {
  farm = await openWebFarm();
});
afterAll(() => farm.close());

describe('the blocklist of a job on the web pages', () => {
  test('names workers and task types, and entries can be removed one at a time', async () => {
    const { job } = await seedJob(farm.database, {
      tasks: [{ status: 'queued' }, { status: 'queued', type: 'ffmpeg' }],
    });
    const worker = await seedWorker(farm.database, { name: 'gpu-box' });
    const api = farm.caller().jobs;
    expect(await api.findBlocks({ jobId: job.id })).toEqual({ blocks: [], task_types: ['blender', 'ffmpeg'] });
    const entries = ['blender', 'ffmpeg'].map((type) => ({ worker_id: worker.id, task_type: type }));
    await api.addBlocks({ jobId: job.id, blocks: entries });
    const listed = entries.map((entry) => ({ ...entry, worker_name: 'gpu-box' }));
    expect((await api.findBlocks({ jobId: job.id })).blocks).toEqual(listed);
    await api.removeBlocks({ jobId: job.id, blocks: entries.slice(0, 1) });
    expect((await api.findBlocks({ jobId: job.id })).blocks).toEqual(listed.slice(1));
  });

  test('tells everybody who is looking at the job when it changes', async () => {
    const { job } = await seedJob(farm.database, { tasks: [{ status: 'queued' }] });
    const worker = await seedWorker(farm.database, { name: 'cpu-box' });
    const heard: unknown[] = [];
    const unlisten = farm.farm.events.listen((events) => heard.push(...events.map(({ type, jobId }) => [type, jobId])));
    const blocks = [{ worker_id: worker.id, task_type: 'blender' }];
    await farm.caller().jobs.addBlocks({ jobId: job.id, blocks });
    await farm.caller().jobs.removeBlocks({ jobId: job.id, blocks });
    unlisten();
    expect(heard).toEqual([
      ['job.changed', job.id],
      ['job.changed', job.id],
    ]);
  });

  test('accepts no unknown job and no unknown worker', async () => {
    const { job } = await seedJob(farm.database);
    const blocks = [{ worker_id: randomUUID(), task_type: 'blender' }];
    const api = farm.caller().jobs;
    await expect(api.addBlocks({ jobId: job.id, blocks })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(api.findBlocks({ jobId: randomUUID() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(api.addBlocks({ jobId: job.id, blocks: [] })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('jobs on the web pages', () => {
  test('can get a new priority between 0 and 100; each job gets its own answer', async () => {
    const { job } = await seedJob(farm.database);
    const nobody = randomUUID();
    const api = farm.caller().jobs;
    expect(await api.set({ ids: [job.id, nobody], change: { priority: 90 } })).toEqual([
      { id: job.id, ok: true, message: '' },
      { id: nobody, ok: false, message: `job ${nobody} does not exist` },
    ]);
    expect((await api.get({ id: job.id })).priority).toBe(90);
    await expect(api.set({ ids: [job.id], change: { priority: 101 } })).rejects.toThrow(/priority/);
  });

  test('show their own failure policy next to that of the farm', async () => {
    const { job } = await seedJob(farm.database);
    const api = farm.caller().jobs;
    const failurePolicy = { blocklist_threshold: 0 };
    expect(await api.get({ id: job.id })).not.toHaveProperty('failure_policy');
    expect(await api.set({ ids: [job.id], change: { failure_policy: failurePolicy } })).toMatchObject([{ ok: true }]);
    expect(await api.get({ id: job.id })).toMatchObject({
      failure_policy: failurePolicy,
      farm_failure_policy: { task_fail_after_softfail_count: 3, blocklist_threshold: 3, job_fail_percentage: 10 },
    });
    await expect(api.set({ ids: [job.id], change: { failure_policy: { job_fail_percentage: 101 } } })).rejects.toThrow(
      /job_fail_percentage/,
    );
  });

  test('can be deleted after the page has shown what will go; each job gets its own answer', async () => {
    const { job } = await seedJob(farm.database, { tasks: [{ status: 'active' }, { status: 'completed' }] });
    const { job: other } = await seedJob(farm.database, { tasks: [{ status: 'queued' }] });
    const nobody = randomUUID();
    const api = farm.caller().jobs;
    const ids = [job.id, other.id, nobody];
    expect(await api.whatGoes({ ids })).toEqual({ jobs: 2, kept: 0, tasks: 3, running: 1, shaman_checkouts: 0 });
    expect((await api.delete({ ids })).map((result) => result.ok)).toEqual([true, true, false]);
    expect(await api.get({ id: job.id })).toHaveProperty('delete_requested_at');
  });
});

describe('jobs that must be kept, on the web pages', () => {
  test('stay when others are deleted, and the answer says so', async () => {
    const { job: kept } = await seedJob(farm.database, { tasks: [{ status: 'active' }] });
    const { job: other } = await seedJob(farm.database, { tasks: [{ status: 'queued' }] });
    const api = farm.caller().jobs;
    const ids = [kept.id, other.id];
    expect(await api.set({ ids: [kept.id], change: { keep: true } })).toEqual([{ id: kept.id, ok: true, message: '' }]);
    expect((await api.find({})).rows.filter((row) => row.keep).map((row) => row.id)).toEqual([kept.id]);
    expect(await api.whatGoes({ ids })).toEqual({ jobs: 1, kept: 1, tasks: 1, running: 0, shaman_checkouts: 0 });
    expect(await api.delete({ ids })).toEqual([
      { id: kept.id, ok: false, message: expect.stringContaining('marked to be kept') },
      { id: other.id, ok: true, message: '' },
    ]);
    await api.set({ ids: [kept.id], change: { keep: false } });
    expect(await api.delete({ ids: [kept.id] })).toMatchObject([{ ok: true }]);
  });
});

describe('workers on the web pages', () => {
  test('show the history of their status, newest first', async () => {
    const worker = await seedWorker(farm.database);
    const change = { worker_id: worker.id, at: at(1), from_status: '', to_status: 'awake' } as const;
    await farm.database.transaction(
      async (tx) => {
        await addStatusChange(tx, change);
        await addStatusChange(tx, { ...change, at: at(2), from_status: 'awake', to_status: 'asleep' });
      },
      { by: SOMEBODY },
    );
    expect(await farm.caller().workers.history({ id: worker.id })).toEqual({
      changes: [
        { at: at(2), from: 'awake', to: 'asleep' },
        { at: at(1), from: '', to: 'awake' },
      ],
    });
    await expect(farm.caller().workers.history({ id: randomUUID() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('show the results of their last self-check', async () => {
    const worker = await seedWorker(farm.database);
    const api = farm.caller().workers;
    expect(await api.lastCheck({ id: worker.id })).toEqual({ checked_at: null, checks: [] });
    const check = (text: string) => ({ checks: [{ name: 'Blender', level: 'ok' as const, text }] });
    await recordWorkerCheck(farm.farm, asWorker(worker.id), check('3.4'));
    await recordWorkerCheck(farm.farm, asWorker(worker.id), check('4.2'));
    expect(await api.lastCheck({ id: worker.id })).toEqual({ checked_at: expect.any(String), ...check('4.2') });
    await expect(recordWorkerCheck(farm.farm, asWorker(randomUUID()), check(''))).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  test('can be removed; if one has already been removed, the answer says so', async () => {
    const worker = await seedWorker(farm.database);
    const api = farm.caller().workers;
    expect(await api.delete({ ids: [worker.id] })).toEqual([{ id: worker.id, ok: true, message: '' }]);
    expect(await api.delete({ ids: [worker.id] })).toMatchObject([{ ok: false }]);
    await expect(api.get({ id: worker.id })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
