import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { openAccess } from '#server/access/access.ts';
import { definePlugin, type PluginRoute } from '#server/plugins/define-plugin.ts';
import { createPluginHost } from '#server/plugins/host.ts';
import { v3ProceduresOf, webProceduresOf } from '#server/plugins/merge-procedures.ts';
import { whyJob } from '#server/scheduler/why/job-why.ts';
import { whyWorker } from '#server/scheduler/why/worker-why.ts';
import { appRouter } from '#server/trpc/app-router.ts';
import { requestContext } from '#server/trpc/context.ts';
import { createCallerFactory, router } from '#server/trpc/init.ts';
import { submitJob } from '#server/use-cases/submit-job.ts';
import { ANYBODY, SOMEBODY } from '#tests/support/actors.ts';
import { nextName, wakeWorker } from '#tests/support/farm-story.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';
import { probe } from './support/probe.ts';

const ECHO = {
  name: 'Echo',
  type: 'echo-sleep-test',
  priority: 50,
  submitter_platform: 'linux',
  settings: { message: 'hello', sleep_duration_seconds: 1, sleep_repeats: 1 },
};

describe('a plugin', () => {
  let manager: TestManager;
  let host: ReturnType<typeof hostOf>;
  let more: PluginRoute[];
  const hostOf = () => createPluginHost({ farm: manager.farm, plugins: [probe] });
  beforeEach(async () => {
    more = [];
    manager = await startTestManager({
      more,
      plugins: [probe],
      config: 'plugins: {probe: {step: 5, password: open sesame}}\n',
    });
    host = hostOf();
    more.push(...host.routes());
    await host.start();
    expect(host.statuses()).toMatchObject([{ state: 'running' }]);
  });
  afterEach(async () => {
    await host.stop();
    await manager.stop();
  });

  function api() {
    const found = host.api('probe');
    if (!found) throw new Error('the plugin does not run');
    return found;
  }
  const context = () => requestContext(manager.farm, openAccess, ANYBODY, { requestId: 'r-1', remoteAddress: '' });

  it('serves the ports through which the kernel calls it, while it runs', async () => {
    const { farm } = manager;
    expect(await farm.port('pictures')?.ofJobs(['a'])).toEqual(new Map([['a', expect.anything()]]));
    expect(farm.port('uploads')).toBeDefined();
    expect(await farm.port('sleep')?.prescribedStatus('w')).toBe('asleep');
    expect(farm.port('addOn')?.url).toBe('/plugins/probe/add-on.zip');
    await host.stop();
    expect(farm.port('pictures')).toBeUndefined();
    expect(farm.port('addOn')).toBeUndefined();
  });

  it('is not started next to another one that provides the same port', async () => {
    let isStopped = false;
    const rival = definePlugin({
      manifest: { id: 'rival', name: 'Rival', version: '1.0.0', requires: [], description: 'For this spec.' },
      config: z.object({}),
      start: () => ({ url: '/rival.zip' }),
      provides: { addOn: (own) => own },
      stop: () => void (isStopped = true),
    });
    const second = createPluginHost({ farm: manager.farm, plugins: [rival] });
    await second.start();
    expect(second.statuses()).toMatchObject([
      { state: 'failed', error: { message: expect.stringMatching(/plugin probe already provides "addOn"/) } },
    ]);
    expect(manager.farm.port('addOn')?.url).toBe('/plugins/probe/add-on.zip');
    await expect.poll(() => isStopped).toBe(true);
    await second.stop();
  });

  it('has a say in which worker gets a task, and gives its reason', async () => {
    const { farm } = manager;
    const anna = await wakeWorker(farm, 'anna', ['misc']);
    const { id: jobId } = await submitJob(farm, SOMEBODY, ECHO);
    api().held.add(anna);
    expect(await nextName(farm, anna)).toBe('nothing');
    const held = { rule: 'probe-not-held', why: 'The probe holds worker anna.', unblock: 'Let the probe loose.' };
    expect((await whyJob(farm, jobId)).types).toMatchObject([{ can_run: false, held_back: [held] }]);
    expect(await whyWorker(farm, anna)).toMatchObject({ summary: held.why, blocked_by: [held] });
    api().held.delete(anna);
    expect(await nextName(farm, anna)).not.toBe('nothing');
    await host.stop();
    expect(farm.plugins.rules.some(({ name }) => name === held.rule)).toBe(false);
  });

  it('holds back no task with a rule that throws, and the failure is reported', async () => {
    const broken = definePlugin({
      manifest: { id: 'broken', name: 'Broken', version: '1.0.0', requires: [], description: 'For this spec.' },
      config: z.object({}),
      start: () => null,
      eligibility: () => [
        {
          name: 'never',
          about: 'worker',
          allows: () => {
            throw new Error('no idea');
          },
          why: () => '',
          unblock: '',
        },
      ],
    });
    const second = createPluginHost({ farm: manager.farm, plugins: [broken] });
    await second.start();
    const bob = await wakeWorker(manager.farm, 'bob', ['misc']);
    await submitJob(manager.farm, SOMEBODY, ECHO);
    expect(await nextName(manager.farm, bob)).not.toBe('nothing');
    expect(second.statuses()).toMatchObject([{ state: 'running', error: { message: 'no idea' } }]);
    await second.stop();
  });

  it('emits events of its own, and receives them and others', async () => {
    const { id: jobId } = await submitJob(manager.farm, SOMEBODY, ECHO);
    await api().countOn();
    await api().countOn();
    await expect.poll(() => api().heard).toEqual([5, 10]);
    await api().keep(jobId);
    await expect.poll(() => api().kept).toEqual([jobId]);
  });

  it('cannot emit events that are not its own, or with the wrong payload', async () => {
    await expect(api().pretendDeletion('job')).rejects.toThrow(/emitted "manager.life-cycle", which is not one of its/);
    await expect(api().countOn({ count: 1.5 })).rejects.toThrow(/payload that does not fit/);
    const wrong = { manifest: probe.manifest, config: z.object({}), start: () => null };
    // In JavaScript, no compiler would point this out.
    const events = { 'job.deleted': z.unknown() } as never;
    expect(() => definePlugin({ ...wrong, events })).toThrow(/begin with "probe\."; "job\.deleted" does not/);
  });

  it('changes the farm through public use cases, in its own name or in that of the caller', async () => {
    const { farm } = manager;
    const by: unknown[] = [];
    farm.events.listen((events) => {
      for (const event of events) if (event.type === 'job.changed') by.push(event.by);
    });
    await api().keep((await submitJob(farm, SOMEBODY, ECHO)).id);
    await api().keep((await submitJob(farm, SOMEBODY, ECHO)).id, { kind: 'person', id: 'p-1', name: 'Ada' });
    expect(by).toEqual([
      { kind: 'plugin', id: 'probe' },
      { kind: 'person', id: 'p-1', name: 'Ada' },
    ]);
  });

  it('answers on its own paths and procedures, while it runs', async () => {
    await api().countOn();
    const procedures = router({ probe: webProceduresOf([probe]).probe, ...v3ProceduresOf([probe]) });
    const caller = createCallerFactory(procedures)(context());
    const fetched = async () => {
      const answer = await fetch(`${manager.url}/plugins/probe/count`);
      return [answer.status, answer.ok ? await answer.text() : ''];
    };
    expect(await caller.probe.count()).toBe(5);
    expect(await caller.fetchProbeCount({ body: undefined })).toEqual({ code: 200, body: 5 });
    expect(await fetched()).toEqual([200, '5']);
    await host.stop();
    await expect(caller.probe.count()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await fetched()).toEqual([404, '']);
  });

  it('is shown with what it adds and with its settings, except secret ones', async () => {
    const caller = createCallerFactory(appRouter)(context());
    const { plugins, folder } = await caller.plugins.find();
    expect(folder).toBe(`${manager.folder}/plugins`);
    expect(plugins).toMatchObject([
      {
        id: 'probe',
        origin: 'built-in',
        state: 'running',
        adds: expect.arrayContaining(['1 rule about who gets which task', '/plugins/probe/count', '1 type of event']),
        settings: [
          { key: 'step', value: '5', is_default: false, description: 'By how much it counts.' },
          { key: 'password', value: '••••••', is_default: false },
        ],
      },
    ]);
    expect(JSON.stringify(plugins)).not.toContain('open sesame');
    expect((await caller.farm.info()).plugins).toEqual(['probe']);
  });
});
