import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seedJob } from './support/seed.ts';
import { openWebFarm, type WebFarm } from './support/web-farm.ts';

const PICTURES = { base: '/job-files/job-1', suffixes: ['last-rendered.jpg'] };
const pictured = new Set<string>();

describe('jobs on the web pages', () => {
  let farm: WebFarm;
  beforeAll(async () => {
    const pictures = {
      offer: () => true,
      ofJobs: (ids: readonly string[]) =>
        Promise.resolve(new Map(ids.filter((id) => pictured.has(id)).map((id) => [id, PICTURES]))),
      newest: () => Promise.resolve(undefined),
    };
    farm = await openWebFarm();
    farm.farm.plugins.join('pictures-of-this-spec', { ports: { pictures }, rules: [] });
  });
  afterAll(() => farm.close());

  test('a page ends with a cursor from which the next one starts, which works only in the same order', async () => {
    for (const name of ['a', 'b', 'c']) await seedJob(farm.database, { name });
    const api = farm.caller();
    const first = await api.jobs.find({ limit: 2, sort: 'name', descending: false });
    expect(first.rows.map((row) => row.name)).toEqual(['a', 'b']);
    const second = await api.jobs.find({ limit: 2, sort: 'name', descending: false, cursor: first.nextCursor });
    expect(second.rows.map((row) => row.name)).toEqual(['c']);
    expect(second.nextCursor).toBeNull();
    expect(first.counts.queued).toBe(3);
    await expect(api.jobs.find({ sort: 'updated', cursor: first.nextCursor })).rejects.toThrow(/cursor/);
    await expect(api.jobs.find({ cursor: 'nonsense' })).rejects.toThrow(/cursor/);
  });

  test('the page of a job shows settings in the order of its type, with labels; unknown ones last', async () => {
    const settings = JSON.stringify({ extra: true, chunk_size: 3, frames: '1-24' });
    const { job } = await seedJob(farm.database, { settings, metadata: '{"user.name":"Ada"}', status: 'paused' });
    const detail = await farm.caller().jobs.get({ id: job.id });
    expect(detail.settings).toEqual([
      { key: 'frames', label: 'Frame range', value: '1-24' },
      { key: 'chunk_size', label: 'Chunk size', value: 3 },
      { key: 'extra', label: 'Extra', value: true },
    ]);
    expect(detail).toMatchObject({
      submitter: 'Ada',
      type_label: 'Simple Blender Render',
      actions: ['cancel', 'requeue'],
    });
    const unknown = await seedJob(farm.database, { type: 'gone', settings: '{"a":1}' });
    expect(await farm.caller().jobs.get({ id: unknown.job.id })).toMatchObject({
      type_label: 'gone',
      settings: [{ label: 'A' }],
    });
  });

  test('the page of a job has its last rendered image, if there is one', async () => {
    const { job } = await seedJob(farm.database);
    expect(await farm.caller().jobs.get({ id: job.id })).not.toHaveProperty('last_rendered');
    pictured.add(job.id);
    expect((await farm.caller().jobs.get({ id: job.id })).last_rendered).toMatchObject(PICTURES);
  });

  test('a job that does not exist is not found', async () => {
    await expect(farm.caller().jobs.get({ id: randomUUID() })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('a bulk action answers for each job, and one refusal does not stop the others', async () => {
    const running = await seedJob(farm.database, {
      status: 'active',
      tasks: [{ status: 'queued' }, { status: 'completed' }],
    });
    const done = await seedJob(farm.database, { status: 'completed', tasks: [{ status: 'completed' }] });
    const missing = randomUUID();
    const results = await farm
      .caller()
      .jobs.change({ ids: [done.job.id, running.job.id, missing, running.job.id], action: 'cancel' });
    expect(results.map(({ id, ok }) => ({ id, ok }))).toEqual([
      { id: done.job.id, ok: false },
      { id: running.job.id, ok: true },
      { id: missing, ok: false },
    ]);
    expect(results[0]?.message).toContain('completed');
    const detail = await farm.caller().jobs.get({ id: running.job.id });
    expect(detail).toMatchObject({ status: 'canceled', tasks: { canceled: 1, completed: 1, queued: 0 } });
    expect(detail.actions).toContain('requeue');
  });

  test.each([
    ['pause', 'active', 'paused'],
    ['requeue', 'failed', 'queued'],
  ] as const)('%s takes a job that is %s to %s', async (action, status, becomes) => {
    const { job } = await seedJob(farm.database, {
      status,
      tasks: [{ status: 'completed' }, { status: action === 'pause' ? 'queued' : 'failed' }],
    });
    expect(await farm.caller().jobs.change({ ids: [job.id], action })).toEqual([{ id: job.id, ok: true, message: '' }]);
    expect((await farm.caller().jobs.get({ id: job.id })).status).toBe(becomes);
  });

  test.each([
    ['queued', ['cancel', 'pause', 'requeue']],
    ['active', ['cancel', 'pause', 'requeue']],
    ['completed', ['requeue']],
    ['failed', ['cancel', 'requeue']],
    ['canceled', ['pause', 'requeue']],
    ['paused', ['cancel', 'requeue']],
  ] as const)('a job that is %s offers %j, and the farm then does so', async (status, offered) => {
    const seed = () => seedJob(farm.database, { status, tasks: [{ status: 'failed' }] });
    const { job } = await seed();
    const { actions } = await farm.caller().jobs.get({ id: job.id });
    expect(actions.toSorted()).toEqual(offered);
    for (const action of offered) {
      const copy = await seed();
      const results = await farm.caller().jobs.change({ ids: [copy.job.id], action });
      expect(results).toEqual([{ id: copy.job.id, ok: true, message: '' }]);
    }
  });
});
