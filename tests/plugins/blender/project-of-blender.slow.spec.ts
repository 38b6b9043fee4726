import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist } from './support/artist.ts';
import { NEEDS_NEWEST_BLENDER, NEWEST_BLENDER } from './support/blenders.ts';

describe('a project of Blender 5.3', NEEDS_NEWEST_BLENDER, () => {
  let farm: TestFarm;
  beforeAll(async () => {
    farm = await startTestFarm({ workers: 0 });
  });
  afterAll(() => farm?.stop());

  it('is the project of the files in it, whatever other rules say', async () => {
    const artist = await newArtist(NEWEST_BLENDER);
    const folder = join(artist.home, 'film');
    expect(await artist.run('project_of_blender.py', { manager: farm.url, folder })).toEqual({
      inside: folder,
      elsewhere: join(artist.home, 'other'),
      defaults: join(folder, 'flamenco-ng.json'),
    });
    await artist.leave();
  });
});
