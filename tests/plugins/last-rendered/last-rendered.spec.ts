import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lastRendered } from '#plugins/last-rendered/plugin.ts';
import type { FarmEvent } from '#server/contracts/event.ts';
import { createPluginHost } from '#server/plugins/host.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';
import { aJob } from '#tests/support/told.ts';
import { SOMEBODY } from '#tests/support/actors.ts';

const JOB = '0b5c5d2e-9d1c-4c43-8a4f-0f5f1f3b2a1c';
const OTHER = '7e0f2f2a-3c1c-4a0e-9d1c-aaaaaaaaaaaa';
const INFO = {
  base: `/job-files/job-0b5c/${JOB}`,
  suffixes: ['last-rendered.jpg', 'last-rendered-small.jpg', 'last-rendered-tiny.jpg'],
};

const png = () =>
  sharp({ create: { width: 320, height: 180, channels: 3, background: '#335577' } })
    .png()
    .toBuffer();

describe('the last-rendered image', () => {
  let manager: TestManager;
  let events: FarmEvent[];
  let now = 0;
  beforeEach(async () => {
    now = Date.UTC(2026, 0, 1);
    manager = await startTestManager({ farm: { clock: { now: () => (now += 1000) } } });
    events = [];
    manager.farm.events.listen((committed) => void events.push(...committed));
  });
  afterEach(() => manager.stop());

  async function started() {
    const host = createPluginHost({ farm: manager.farm, plugins: [lastRendered] });
    await host.start();
    const api = host.api('last-rendered');
    if (!api) throw new Error('the plugin does not run');
    return { host, api };
  }
  const files = (jobId: string) => readdir(manager.farm.taskLogs.jobFolder(jobId)).catch(() => []);

  it('of a job is stored in its folder, announced to everybody, and found again after a restart', async () => {
    const { host, api } = await started();
    expect(await api.newest()).toBeUndefined();
    expect(api.offer({ jobId: JOB, bytes: await png() })).toBe(true);
    await api.idle();
    expect(await files(JOB)).toEqual(INFO.suffixes.toSorted());
    expect(events).toMatchObject([
      { type: 'last-rendered.updated', jobId: JOB, payload: { job: { id: JOB }, thumbnail: INFO } },
    ]);
    await host.stop();
    const again = await started();
    expect(await again.api.newest()).toEqual({ jobId: JOB, ...INFO });
    expect(await again.api.ofJobs([JOB, OTHER])).toEqual(new Map([[JOB, INFO]]));
    await again.host.stop();
  });

  it('of the farm is that of the job that rendered most recently', async () => {
    const { host, api } = await started();
    for (const jobId of [JOB, OTHER]) api.offer({ jobId, bytes: await png() });
    await api.idle();
    expect(await api.newest()).toMatchObject({ jobId: OTHER });
    api.offer({ jobId: JOB, bytes: await png() });
    await api.idle();
    expect(await api.newest()).toMatchObject({ jobId: JOB });
    await host.stop();
  });

  it('is not replaced by bytes that are not an image, which the log mentions', async () => {
    const { host, api } = await started();
    api.offer({ jobId: JOB, bytes: Buffer.from('no image') });
    await api.idle();
    expect(await api.newest()).toBeUndefined();
    expect(await files(JOB)).toEqual([]);
    expect(manager.logLines.join('')).toContain('rendered image dropped');
    await host.stop();
  });

  it('is deleted with its job', async () => {
    const { host, api } = await started();
    for (const jobId of [OTHER, JOB]) api.offer({ jobId, bytes: await png() });
    await api.idle();
    await manager.farm.database.transaction(
      async (tx) => {
        tx.emit('job.deleted', { job: aJob(JOB), changed: [] }, JOB);
        return Promise.resolve();
      },
      { by: SOMEBODY },
    );
    await expect.poll(() => api.newest()).toMatchObject({ jobId: OTHER });
    expect(await files(JOB)).toEqual([]);
    expect(await files(OTHER)).toHaveLength(3);
    await host.stop();
  });

  it('has settings; a wrong one makes only the plugin fail', async () => {
    await manager.stop();
    manager = await startTestManager({ config: 'plugins: {last-rendered: {quality: 101}}\n' });
    const host = createPluginHost({ farm: manager.farm, plugins: [lastRendered] });
    await host.start();
    expect(host.statuses()).toMatchObject([
      {
        id: 'last-rendered',
        state: 'failed',
        error: { message: expect.stringMatching(/^flamenco-manager.yaml: plugins.last-rendered.quality: /) },
      },
    ]);
    expect(join(manager.folder, 'flamenco-manager-storage')).toBe(manager.farm.config.paths.localStorage);
  });
});
