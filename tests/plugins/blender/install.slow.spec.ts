import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist } from './support/artist.ts';
import { BLENDERS } from './support/blenders.ts';

let farm: TestFarm;
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
});
afterAll(() => farm?.stop());

describe.each(BLENDERS)('the add-on that the manager serves, in $name', (blender) => {
  it('can be installed and switched off and on, and keeps its packing library where no other add-on sees it', async () => {
    const artist = await newArtist(blender);
    const reports = await artist.run('install.py', { manager: farm.url });
    await artist.leave();
    expect(reports).toEqual({ enabled: true, off: true, again: true, packing: null, others_see_it: false });
  });
});
