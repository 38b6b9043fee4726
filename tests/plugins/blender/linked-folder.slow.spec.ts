import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist } from './support/artist.ts';
import { BLENDERS } from './support/blenders.ts';

let farm: TestFarm;
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
});
afterAll(() => farm?.stop());

describe.each(BLENDERS)('a file in the farm’s storage that is reached through a link, in $name', (blender) => {
  it('stays in its place, and the panel says so', async () => {
    const storage = join(farm.home, 'storage');
    await mkdir(storage, { recursive: true });
    const artist = await newArtist(blender);
    const reports = await artist.run('linked_folder.py', {
      manager: farm.url,
      storage,
      link: join(artist.home, 'link'),
    });
    await artist.leave();
    expect(reports['panel']).toContain("Workers open this file where it is, in the farm's storage");
    expect(reports['job']).toMatchObject({ settings: { blendfile: join(storage, 'shot.blend') } });
  });
});
