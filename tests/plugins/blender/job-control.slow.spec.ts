import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '#server/contracts/job.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist } from './support/artist.ts';
import { BPY, SYSTEM_BLENDER } from './support/blenders.ts';
import { startFlamenco3, type Flamenco3 } from './support/flamenco3.ts';

let farm: TestFarm;
let flamenco3: Flamenco3;
let tag: string;
beforeAll(async () => {
  farm = await startTestFarm();
  flamenco3 = await startFlamenco3(farm.url);
  tag = (await post<{ id: string }>('/api/v3/worker-mgt/tags', { name: 'nobody' })).id;
});
afterAll(async () => {
  await flamenco3?.stop();
  await farm?.stop();
});

async function post<Answer>(path: string, body: object): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(farm.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

/** One job that no worker takes, and one that has failed. */
async function twoJobs() {
  const waiting = await post<Job>('/api/v3/jobs', {
    name: 'waiting',
    type: 'echo-sleep-test',
    submitter_platform: 'linux',
    settings: { message: 'hello', sleep_duration_seconds: 0, sleep_repeats: 1 },
    worker_tag: tag,
  });
  const broken = await farm.submit({
    name: 'broken',
    type: 'simple-blender-render',
    submitter_platform: 'linux',
    metadata: { comment: 'with the new sky' },
    settings: {
      blendfile: '/no-such-file.blend',
      frames: '1',
      chunk_size: 1,
      render_output_root: farm.home,
      render_output_path: `${farm.home}/broken/######`,
      add_path_components: 0,
      fps: 24,
      format: 'PNG',
      image_file_extension: '.png',
      has_previews: false,
      scene: 'Scene',
    },
  });
  await farm.waitForJob(broken.id, ['failed']);
  return { waiting: waiting.id, broken: broken.id };
}

it('a job starts after another one of the artist, until it is told not to wait', async () => {
  const artist = await newArtist(BPY);
  const [file, frames] = [join(farm.home, 'storage', 'after.blend'), join(farm.home, 'storage', 'after')];
  const reports = await artist.run('after_job.py', { manager: farm.url, file, frames });
  await artist.leave();
  expect(reports, await farm.logs()).toEqual({
    offered: true,
    choices: ['Start at Once', 'sim  (paused)'],
    clicked: true,
    waits: [1, true],
    words: '“sim”, which is paused',
    words_later: '“sim”, which was canceled',
    released: 0,
    still_chosen: true,
    forgotten: '-',
    has_field: true,
  });
});

it('a Flamenco 3 manager is not asked to let jobs wait', async () => {
  const artist = await newArtist(SYSTEM_BLENDER);
  const [file, frames] = [join(farm.home, 'storage', 'not-after.blend'), join(farm.home, 'storage', 'after')];
  const args = { manager: farm.url, address: flamenco3.url, file, frames };
  expect(await artist.run('after_job.py', args)).toMatchObject({ offered: false, has_field: false });
  await artist.leave();
  expect(flamenco3.surprises).toEqual([]);
});

describe.each([
  ['our manager', SYSTEM_BLENDER, () => farm.url, /cannot be set to "queued"/],
  ['a manager that knows and does only what Flamenco 3 does', BPY, () => flamenco3.url, /^$/],
])('the jobs of an artist, on %s', (_manager, blender, address, refusal) => {
  it('are paused, resumed, canceled, retried and moved up, and a failed task shows its log', async () => {
    const artist = await newArtist(blender);
    const reports = await artist.run('job_control.py', {
      manager: farm.url,
      address: address(),
      ...(await twoJobs()),
    });
    await artist.leave();
    const well = { said: '', doing: '' };
    expect(reports, await farm.logs()).toMatchObject({
      paused: { status: 'paused', ...well },
      resumed: { status: 'queued', ...well },
      priority: 77,
      nothing_failed: { status: 'queued', said: 'None of its tasks has failed.' },
      canceled: { status: 'canceled', ...well },
      news: ['broken'],
      refused: { status: 'canceled', said: expect.stringMatching(refusal) as string },
      again: { status: 'queued', ...well },
      no_log: 'No task of this job has failed.',
      worker: hostname(),
      has_log: true,
      comment: 'with the new sky',
      note: 'ask Anna',
      retried: well,
      unknown: { status: 'queued', doing: '' },
    });
    expect(reports['task']).toMatch(/^render-/);
    expect((reports['unknown'] as { said: string }).said).toMatch(/not|unknown/);
    expect(flamenco3.surprises).toEqual([]);
  });
});
