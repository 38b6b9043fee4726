import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sleepSchedules } from '#plugins/sleep-schedules/plugin.ts';
import { createPluginHost } from '#server/plugins/host.ts';
import { deleteWorker } from '#server/use-cases/delete-worker.ts';
import { seedJob, seedWorker } from './support/seed.ts';
import { openWebFarm, type WebFarm } from './support/web-farm.ts';
import { SOMEBODY } from '#tests/support/actors.ts';

let farm: WebFarm;
beforeAll(async () => {
  farm = await openWebFarm();
});
afterAll(() => farm.close());

describe('worker tags on the web pages', () => {
  test('can be created, renamed and deleted, and show which workers have them', async () => {
    const api = farm.caller();
    const [anna, bert] = [await seedWorker(farm.database), await seedWorker(farm.database)];
    const { id } = await api.tags.create({ name: ' GPU ' });
    for (const worker of [anna, bert]) await api.tags.setOfWorker({ workerId: worker.id, tagIds: [id] });
    await deleteWorker(farm.farm, SOMEBODY, bert.id);
    expect(await api.tags.find({})).toEqual([{ id, name: 'GPU', description: '', worker_ids: [anna.id], jobs: 0 }]);
    await api.tags.update({ id, name: 'RTX', description: 'with a card' });
    expect(await api.tags.find({})).toMatchObject([{ name: 'RTX', description: 'with a card' }]);
    await api.tags.delete({ id });
    expect(await api.tags.find({})).toEqual([]);
  });

  test('need a unique name', async () => {
    const api = farm.caller();
    await api.tags.create({ name: 'fast' });
    await expect(api.tags.create({ name: 'fast' })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(api.tags.create({ name: '  ' })).rejects.toThrow(/name: give the tag a name/);
  });

  test('can be bound to several jobs at once; each job gets its own answer', async () => {
    const api = farm.caller();
    const { job } = await seedJob(farm.database);
    const nobody = randomUUID();
    const { id: tagId } = await api.tags.create({ name: 'big' });
    expect(await api.tags.setOfJobs({ ids: [job.id, nobody], tagId })).toEqual([
      { id: job.id, ok: true, message: '' },
      { id: nobody, ok: false, message: `job ${nobody} does not exist` },
    ]);
    expect((await api.tags.find({})).find((tag) => tag.id === tagId)).toMatchObject({ jobs: 1 });
    expect(await api.jobs.get({ id: job.id })).toMatchObject({ worker_tag_id: tagId });
    expect(await api.tags.setOfJobs({ ids: [job.id], tagId: null })).toMatchObject([{ ok: true }]);
  });
});

describe('sleep schedules on the web pages', () => {
  const schedule = { is_active: false, windows: [{ days: ['fr' as const], start: '22:00', end: '06:00' }] };

  test('are refused while the plugin is off', async () => {
    const refused = farm.caller()['sleep-schedules'].find({});
    await expect(refused).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: 'the plugin sleep-schedules is not running on this manager',
    });
  });

  test('can be set, and are shown with the time zone that they refer to', async () => {
    const host = createPluginHost({ farm: farm.farm, plugins: [sleepSchedules] });
    await host.start();
    const api = farm.caller()['sleep-schedules'];
    const { id: workerId } = await seedWorker(farm.database);
    expect(await api.get({ workerId })).toEqual({ schedule: null, time_zone: expect.any(String) });
    await api.set({ workerId, schedule });
    expect(await api.get({ workerId })).toMatchObject({ schedule });
    expect(await api.find({})).toEqual([{ worker_id: workerId, schedule }]);
    await expect(api.set({ workerId: randomUUID(), schedule })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await host.stop();
    await expect(api.find({})).rejects.toThrow(/is not running/);
  });
});
