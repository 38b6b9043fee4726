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
  const submitAndSave = async (way: string, lose = false) => {
    const artist = await newArtist(blender);
    const [folder, elsewhere] = [join(artist.home, 'project'), join(artist.home, 'elsewhere')];
    const [storage, frames] = [join(farm.home, 'storage'), join(farm.home, 'frames')];
    const args = { manager: farm.url, folder, elsewhere, storage, frames, way, lose };
    const reports = await artist.run('save_meanwhile.py', args);
    await artist.leave();
    return reports;
  };

  it.each(['copy', 'shaman'])('gets to the farm as it was at the press of the button (%s)', async (way) => {
    const reports = await submitAndSave(way);
    expect(reports).toMatchObject({ problem: '', missing: [expect.stringContaining('project/lost.png')] });
    expect(reports).toMatchObject({ mark: 'PRESSED', relative: '//', found: true, name: 'shot.blend' });
  });

  it('is asked about again if other files are missing by then', async () => {
    const missing_then = ['kept.png', 'lost.png'].map((name) => expect.stringContaining(`project/${name}`) as string);
    expect(await submitAndSave('copy', true)).toMatchObject({ problem: '', missing_then, mark: 'PRESSED' });
  });
});
