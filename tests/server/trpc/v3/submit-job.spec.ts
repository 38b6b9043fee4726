import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ECHO_JOB } from '#tests/support/test-client.ts';
import { startTestManager, type TestManager } from '#tests/support/test-manager.ts';

let manager: TestManager;
beforeAll(async () => {
  manager = await startTestManager();
  await mkdir(join(manager.folder, 'scripts'));
  await writeFile(
    join(manager.folder, 'scripts', 'passes.js'),
    `const JOB_TYPE = { label: 'Passes', settings: [
      { key: 'frames', type: 'string' },
      { key: 'passes', type: 'list' },
    ] };
    function compileJob(job) { job.settings.count = job.settings.passes?.length ?? 'none'; }`,
  );
});
afterAll(() => manager.stop());

describe('the status that a job is submitted with', () => {
  test.each([
    ['queued', 'queued'],
    ['active', 'queued'],
    ['requeueing', 'queued'],
    ['paused', 'paused'],
    ['pause-requested', 'paused'],
  ])('%s is taken as %s', async (initial_status, status) => {
    expect(await manager.client.submitJob({ initial_status })).toMatchObject({ status });
  });

  test.each(['completed', 'failed', 'canceled', 'cancel-requested', 'under-construction'])(
    '%s is refused, since such a job would never run',
    async (initial_status) => {
      const body = { ...ECHO_JOB, initial_status };
      expect(await manager.client.call('POST', '/jobs', { body })).toMatchObject({
        status: 400,
        body: { message: `initial_status: a new job can be queued or paused, not ${initial_status}` },
      });
    },
  );
});

describe('values of another JSON type than wanted', () => {
  test('reach the script as what they say, and are stored so', async () => {
    const job = await manager.client.submitJob({
      settings: { message: 47, sleep_duration_seconds: '3', sleep_repeats: '2.0', of_my_own: [1] },
      metadata: { shot: 10, take: null, final: true, note: 'a' },
    });
    expect(job).toMatchObject({
      settings: { message: '47', sleep_duration_seconds: 3, sleep_repeats: 2, of_my_own: [1] },
      metadata: { shot: '10', take: '', final: 'true', note: 'a' },
    });
  });

  test('frames may be a number', async () => {
    const settings = { frames: 47, passes: 5 };
    expect((await manager.client.submitJob({ type: 'passes', settings })).settings).toMatchObject({ frames: '47' });
  });
});

describe('a setting of a type that only the script knows', () => {
  const keys = async (path: string, agent: string) => {
    const { body } = await manager.client.call('GET', path, { headers: { 'User-Agent': agent } });
    const types = (body as { job_types?: Described[] }).job_types ?? [body as Described];
    return types.find(({ name }) => name === 'passes')?.settings.map(({ key }) => key);
  };

  test.each(['/jobs/types', '/jobs/type/passes'])('is left out of %s for Flamenco’s add-on only', async (path) => {
    expect(await keys(path, 'Flamenco/3.9-beta1 (Blender add-on)')).toEqual(['frames']);
    expect(await keys(path, 'Flamenco/4.1 (Blender add-on)')).toEqual(['frames']);
    expect(await keys(path, 'Flamenco-NG/0.1.0 (Blender add-on; Blender 4.5.0; linux)')).toEqual(['frames', 'passes']);
    expect(await keys(path, 'curl/8.5')).toEqual(['frames', 'passes']);
  });

  test.each([
    [{ passes: ['Z', { deep: [null] }] }, { passes: ['Z', { deep: [null] }], count: 2 }],
    [{}, { count: 'none' }],
  ])('reaches the script as it is: %j', async (settings, stored) => {
    expect((await manager.client.submitJob({ type: 'passes', settings })).settings).toEqual(stored);
  });
});

test('jobs are looked up by a key and a value of their metadata; without them, all are listed', async () => {
  const { id } = await manager.client.submitJob({ metadata: { 'shot & take': 'ü/+ 1', empty: '' } });
  await manager.client.submitJob({ metadata: { 'shot & take': 'ü/+ 2' } });
  const find = async (query: Record<string, string>) =>
    (await manager.client.get<{ jobs: { id: string }[] }>(`/jobs?${new URLSearchParams(query)}`)).jobs;
  expect(await find({ metadata_key: 'shot & take', metadata_value: 'ü/+ 1' })).toMatchObject([{ id }]);
  expect(await find({ metadata_key: 'empty', metadata_value: '' })).toMatchObject([{ id }]);
  expect(await find({ metadata_key: 'shot & take', metadata_value: 'ü' })).toEqual([]);
  expect((await find({ unknown: 'x' })).length).toBeGreaterThan(2);
  expect((await find({})).length).toBe((await find({ unknown: 'x' })).length);
});

interface Described {
  readonly name: string;
  readonly settings: { readonly key: string }[];
}
