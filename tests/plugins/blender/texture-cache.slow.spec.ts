import { readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '#server/contracts/job.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist, type Artist } from './support/artist.ts';
import { BLENDERS, NEEDS_NEWEST_BLENDER, NEWEST_BLENDER } from './support/blenders.ts';

let farm: TestFarm;
let artist: Artist;
let folder = '';
let file = '';
let job: Job;

beforeAll(async () => {
  if (NEEDS_NEWEST_BLENDER.skip) return;
  farm = await startTestFarm({ workers: 0 });
  artist = await newArtist(NEWEST_BLENDER);
  folder = join(farm.home, 'storage', 'Projekt');
  file = join(folder, 'a.blend');
  job = (await artist.run('texture_cache.py', { manager: farm.url, file }))['job'] as Job;
});
afterAll(async () => {
  await artist?.leave();
  await farm?.stop();
});

/** The Python on Blender's command line in a task. */
async function expressionOf(name: string): Promise<string> {
  const { id } = (await farm.api.tasks(job.id)).find((task) => task.name === name) ?? {};
  const task = (await (await fetch(new URL(`/api/v3/tasks/${id}`, farm.url))).json()) as {
    commands: { parameters: { args: string[] } }[];
  };
  const args = task.commands[0]?.parameters.args ?? [];
  return args[args.indexOf('--python-expr') + 1] ?? '';
}

/** The cache files beside the images, and when each was made. */
async function cacheFiles(): Promise<Record<string, number>> {
  const cache = join(folder, 'blender_tx');
  const names = await readdir(cache);
  const made = names
    .toSorted()
    .map(async (name) => [name.split('.')[0], (await stat(join(cache, name))).mtimeMs] as const);
  return Object.fromEntries(await Promise.all(made));
}

const makeCache = async () => artist.run('as_worker.py', { file, expression: await expressionOf('texture-cache') });
const render = async () =>
  artist.run('as_worker.py', {
    file,
    expression: await expressionOf('render-1'),
    frames: [1, 2],
    output: join(artist.home, 'out'),
  });

describe(`the cache files of textures, in ${NEWEST_BLENDER.name}`, NEEDS_NEWEST_BLENDER, () => {
  it('get a task of their own, since the scene makes them by itself', async () => {
    expect(job.settings?.['texture_cache']).toBe(true);
    expect((await farm.api.tasks(job.id)).map(({ name }) => name)).toEqual([
      'texture-cache',
      'render-1',
      'render-2',
      'preview-video',
    ]);
  });

  it('are made beside the images before the frames, also for all images of a sequence', async () => {
    expect(await makeCache()).toEqual({ error: null });
    expect(Object.keys(await cacheFiles())).toEqual(['glow_01', 'glow_02', 'wood']);
  });

  it('are not touched by the frames, even if an image has changed since or a file is gone', async () => {
    const before = await cacheFiles();
    expect(await render()).toEqual({ error: null });
    expect(await cacheFiles()).toEqual(before);

    const future = new Date('2031-01-01');
    await utimes(join(folder, 'wood.png'), future, future);
    const glow = (await readdir(join(folder, 'blender_tx'))).find((name) => name.startsWith('glow_02')) ?? '';
    await rm(join(folder, 'blender_tx', glow));
    const left = await cacheFiles();
    expect(await render()).toEqual({ error: null });
    expect(await cacheFiles()).toEqual(left);
    expect((await readdir(join(artist.home, 'out'))).toSorted()).toEqual(['1.png', '2.png']);
  });

  it('that cannot be written are reported by Blender, and the frames are rendered without them', async () => {
    await rm(join(folder, 'blender_tx'), { recursive: true });
    await writeFile(join(folder, 'blender_tx'), 'a file where the folder should be');
    expect((await makeCache())['error']).toContain('Failed to generate texture cache');
    await rm(join(artist.home, 'out'), { recursive: true });
    expect(await render()).toEqual({ error: null });
    expect((await readdir(join(artist.home, 'out'))).toSorted()).toEqual(['1.png', '2.png']);
  });

  it.each(BLENDERS)('are no matter for $name, which does not know them', async (blender) => {
    const other = await newArtist(blender);
    const small = join(other.home, 'small.blend');
    await other.run('small_scene.py', { file: small });
    for (const name of ['texture-cache', 'render-1']) {
      const expression = await expressionOf(name);
      expect(await other.run('as_worker.py', { file: small, expression })).toEqual({ error: null });
    }
    await other.leave();
  });
});
