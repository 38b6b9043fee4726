import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '#server/contracts/job.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist } from './support/artist.ts';
import { type Blender, BLENDERS, SYSTEM_BLENDER } from './support/blenders.ts';

interface Views {
  each: Job[];
  one: Job[];
  marker: string;
  layers: boolean[];
  gone: string;
}

const RED = [255, 0, 0];
const GREEN = [0, 255, 0];
const BLUE = [0, 0, 255];
const WHITE = [255, 255, 255];

let farm: TestFarm;
const views = new Map<Blender, Views>();
beforeAll(async () => {
  farm = await startTestFarm();
});
afterAll(() => farm?.stop());

describe.each(BLENDERS)('two cameras and two view layers, in $name', (blender) => {
  let found: Views;

  beforeAll(async () => {
    const artist = await newArtist(blender);
    const folder = join(farm.home, 'storage', blender === SYSTEM_BLENDER ? 'system' : 'bpy');
    const args = { manager: farm.url, file: join(folder, 'set.blend'), frames: join(folder, 'frames') };
    found = (await artist.run('views.py', args)) as unknown as Views;
    await artist.leave();
    views.set(blender, found);
  });

  it('become a job each, with a name and a folder of its own', () => {
    expect(found.each.map(({ name, settings }) => [name, settings?.['camera'], settings?.['view_layer']])).toEqual([
      ['set Left - Near', 'Left', 'Near'],
      ['set Left - Far', 'Left', 'Far'],
      ['set Right - Near', 'Right', 'Near'],
      ['set Right - Far', 'Right', 'Far'],
    ]);
    const folders = found.each.map(({ settings }) => settings?.['render_output_path']);
    expect(new Set(folders).size).toBe(4);
    expect(folders[3]).toContain('/set Right - Far/');
  });

  it('become one job with tasks for each, if the artist wants that', async () => {
    expect(found.one.map(({ name }) => name)).toEqual(['all in one']);
    const tasks = await farm.api.tasks(found.one[0]?.id ?? '');
    expect(tasks.map(({ name }) => name)).toEqual(
      ['Left/Near', 'Left/Far', 'Right/Near', 'Right/Far'].map((folder) => `render-${folder}-1`),
    );
  });

  it('leave the artist’s scene as it is', () => {
    expect([found.marker, found.layers]).toEqual(['Right', [true, true]]);
  });

  it('are refused if one of them is gone', () => {
    expect(found.gone).toContain('has no camera “Gone” any more');
  });
});

/** Files of a newer Blender cannot be opened by the older one that the worker has. */
describe('the frames of two cameras and two view layers', () => {
  it('show each layer from each camera, although a marker changes the camera', async () => {
    const { each = [] } = views.get(SYSTEM_BLENDER) ?? {};
    for (const job of each) await farm.waitForJob(job.id);
    const folders = each.map((job) => join(String(job.settings?.['render_output_path']), '..'));
    expect(await Promise.all(folders.map((folder) => colorOf(join(folder, '000001.png'))))).toEqual([
      RED,
      BLUE,
      GREEN,
      WHITE,
    ]);
  });

  it('are the same in the folders of one job', async () => {
    const job = views.get(SYSTEM_BLENDER)?.one[0];
    await farm.waitForJob(job?.id ?? '');
    const folder = join(String(job?.settings?.['render_output_path']), '..');
    const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.png')).toSorted();
    expect(names).toEqual(['Left/Far', 'Left/Near', 'Right/Far', 'Right/Near'].map((name) => `${name}/000001.png`));
    expect(await Promise.all(names.map((name) => colorOf(join(folder, name))))).toEqual([BLUE, RED, WHITE, GREEN]);
  });
});

async function colorOf(picture: string): Promise<number[]> {
  const { channels } = await sharp(picture).stats();
  return channels.slice(0, 3).map(({ mean }) => Math.round(mean));
}
