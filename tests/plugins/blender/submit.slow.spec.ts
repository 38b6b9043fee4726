import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '#server/contracts/job.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist, type Artist } from './support/artist.ts';
import { type Blender, BLENDERS, SYSTEM_BLENDER } from './support/blenders.ts';

let farm: TestFarm;
/** What was submitted from each Blender. */
const jobs = new Map<Blender, Job>();
beforeAll(async () => {
  farm = await startTestFarm();
});
afterAll(() => farm?.stop());

describe.each(BLENDERS)('a file that is submitted from the panel, in $name', (blender) => {
  let artist: Artist;
  let job: Job;
  let file = '';

  beforeAll(async () => {
    artist = await newArtist(blender);
    file = join(farm.home, 'storage', 'Projekt Ü', blender === SYSTEM_BLENDER ? 'system' : 'bpy', 'Würfel 1.blend');
    const reports = await artist.run('submit.py', { manager: farm.url, file });
    expect(reports['scene_unchanged']).toBe(true);
    job = reports['job'] as Job;
    jobs.set(blender, job);
  });
  afterAll(() => artist?.leave());

  it('has the name, the priority and the comment that the artist gave it', async () => {
    expect(job).toMatchObject({ name: 'Würfel 1 – Szene é', priority: 70, metadata: { comment: 'mehr Licht' } });
    expect((await farm.api.job(job.id)).name).toBe(job.name);
  });

  it('has the settings of the scene, its frame step among them, and the farm’s own output settings, with absolute paths', () => {
    const folder = join(file, '..', 'bilder');
    expect(job.settings).toMatchObject({
      blendfile: file,
      frames: '1-3x2',
      chunk_size: 2,
      fps: 24,
      scene: 'Szene é',
      render_output_root: folder,
      format: 'PNG',
      image_file_extension: '.png',
      color_depth: '16',
      resolution_percentage: 50,
      samples: 2,
      view_layer: 'Vordergrund',
    });
    expect(job.settings?.['render_output_path']).toMatch(/\/bilder\/Würfel 1 – Szene é\/[^/{]+\/######$/);
  });

  it('has its scene changed in the worker’s Blender as requested', async () => {
    const tasks = await farm.api.tasks(job.id);
    const task = (await (await fetch(new URL(`/api/v3/tasks/${tasks[0]?.id}`, farm.url))).json()) as {
      commands: { parameters: { args: string[] } }[];
    };
    const args = task.commands[0]?.parameters.args ?? [];
    const expression = args[args.indexOf('--python-expr') + 1];
    const reports = await artist.run('apply_overrides.py', { file, expression });
    expect(reports).toEqual({
      format: 'PNG',
      depth: '16',
      percentage: 50,
      samples: 2,
      layers: { ViewLayer: false, Vordergrund: true },
      overwrite: false,
    });
  });
});

/** Files of a newer Blender cannot be opened by the older one that the worker has. */
it('a file is rendered as requested if it comes from the same version of Blender as the worker’s', async () => {
  const job = jobs.get(SYSTEM_BLENDER);
  await farm.waitForJob(job?.id ?? '');
  const folder = join(String(job?.settings?.['render_output_path']), '..');
  expect((await readdir(folder)).toSorted()).toEqual(['000001.png', '000003.png', 'Würfel 1-1-3x2.mp4']);
  const picture = await sharp(join(folder, '000001.png')).metadata();
  expect([picture.width, picture.height, picture.depth]).toEqual([32, 18, 'ushort']);
});
