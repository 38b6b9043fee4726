import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist } from './support/artist.ts';
import { BLENDERS } from './support/blenders.ts';

let farm: TestFarm;
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0, settings: { shaman: { enabled: true } } });
});
afterAll(() => farm?.stop());

describe.each(BLENDERS)('a file that is saved again while it is on its way, in $name', (blender) => {
  it.each(['copy', 'shaman'])('gets to the farm as it was at the press of the button (%s)', async (way) => {
    const artist = await newArtist(blender);
    const [folder, elsewhere] = [join(artist.home, 'project'), join(artist.home, 'elsewhere')];
    const [storage, frames] = [join(farm.home, 'storage'), join(farm.home, 'frames')];
    const reports = await artist.run('save_meanwhile.py', {
      manager: farm.url,
      ...{ folder, elsewhere, storage, frames, way },
    });
    await artist.leave();
    expect(reports).toMatchObject({ problem: '', missing: [expect.stringContaining(join(folder, 'lost.png'))] });
    expect(reports).toMatchObject({ mark: 'PRESSED', relative: '//', found: true, name: 'shot.blend' });
  });
});
