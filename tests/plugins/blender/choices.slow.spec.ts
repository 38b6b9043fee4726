import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '#server/contracts/job.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist, type Artist, type Reports } from './support/artist.ts';
import { BLENDERS } from './support/blenders.ts';

let farm: TestFarm;
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
});
afterAll(() => farm?.stop());

describe.each(BLENDERS)('what the artist chooses, in $name', (blender) => {
  let artist: Artist;
  let reports: Reports;
  let file = '';

  beforeAll(async () => {
    artist = await newArtist(blender);
    const folder = join(farm.home, 'storage', blender.name);
    file = join(folder, 'a.blend');
    const args = { manager: farm.url, file, frames: join(folder, 'frames') };
    reports = await artist.run('choices.py', args);
  });
  afterAll(() => artist?.leave());

  it('are frames from the scene, the timeline or its markers, all or every n-th of them', () => {
    expect(reports['frames']).toEqual({
      'as entered': ['1-20'],
      'every 7th': ['1-15x7'],
      'no preview range': expect.stringContaining('has no preview range. Set one in the timeline.') as string,
      'preview range': ['5-9'],
      'preview range on twos': ['5-9x2'],
      current: ['13'],
      'no markers': expect.stringContaining('has no markers') as string,
      'selected markers': ['11,18'],
      'between markers': ['11-18'],
      'every 3rd between markers': ['11-17x3'],
      markers: ['3,11,18'],
      'between no markers': expect.stringContaining('Select two markers') as string,
      'as few as the test': ['13'],
      'below 0': expect.stringContaining('“-5-10” is not a range of frames') as string,
    });
  });

  it('are test frames in a job before the others, which go into the same folder, wait if they are to, and are all the rest', () => {
    const [test, rest, ...others] = reports['test_first'] as Job[];
    expect(others).toEqual([]);
    expect(test).toMatchObject({ name: 'a - test', status: 'queued', priority: 51, settings: { frames: '1,11,20' } });
    expect(rest).toMatchObject({ name: 'a', status: 'paused', priority: 50, settings: { frames: '2-10,12-19' } });
    const folder = String(test?.settings?.['render_output_path']);
    expect(folder).toMatch(/\/frames\/a\/\d{4}-\d\d-\d\d_\d{6}\/######$/);
    expect(rest?.settings?.['render_output_path']).toBe(folder);
    // A video of three frames is no use.
    expect([test?.settings?.['preview_video'], rest?.settings?.['preview_video']]).toEqual([false, true]);
  });

  it('are all scenes: each with its own settings if it has any, each a job with a folder of its own', () => {
    expect(reports['third_not_ready']).toContain('Scene “Third/with slash”: Enter “Render Output Root”');
    const jobs = reports['scenes'] as Job[];
    expect(
      jobs.map(({ name, priority, settings }) => [name, priority, settings?.['scene'], settings?.['frames']]),
    ).toEqual([
      ['a - Scene', 66, 'Scene', '1-20'],
      ['a - Second', 66, 'Second', '7-7'],
      ['a - Third_with slash', 33, 'Third/with slash', '1-250'],
    ]);
    const paths = jobs.map(({ settings }) => String(settings?.['render_output_path']));
    expect(paths[1]).toMatch(/\/frames\/a - Second\//);
    expect(paths[2]).toMatch(/\/frames of the third\/a - Third_with slash\//);
  });

  it('are render settings, which the worker’s Blender gets and the artist’s scene does not', async () => {
    expect(reports['scene_unchanged']).toBe(true);
    const job = reports['render_settings'] as Job;
    expect(job.settings).toMatchObject({ device: 'GPU_OR_CPU', format: 'WEBP', quality: 35 });
    const expressions = { else_cpu: await expressionOf(job), gpu: await expressionOf(reports['gpu_only'] as Job) };
    const worker = await artist.run('apply_render_settings.py', { file, expressions });
    expect(worker['else_cpu']).toEqual({
      device: 'CPU',
      denoising: false,
      noise: [true, 0.1],
      time_limit: 60,
      animated_seed: true,
      persistent_data: true,
      motion_blur: true,
      simplify: false,
      border: false,
      format: ['WEBP', 35],
    });
    expect(worker['errors']).toEqual({ gpu: expect.stringContaining('this worker has no graphics card') as string });
  });
});

/** The Python on the command line of the job's first task. */
async function expressionOf(job: Job): Promise<string> {
  const [task] = await farm.api.tasks(job.id);
  const answer = await fetch(new URL(`/api/v3/tasks/${task?.id}`, farm.url));
  const { commands } = (await answer.json()) as { commands: { parameters: { args: string[] } }[] };
  const args = commands[0]?.parameters.args ?? [];
  return args[args.indexOf('--python-expr') + 1] ?? '';
}
