import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist } from './support/artist.ts';
import { BLENDERS } from './support/blenders.ts';

let farm: TestFarm;
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
});
afterAll(() => farm?.stop());

describe.each(BLENDERS)('a drop-down that is open while its entries change on the manager, in $name', (blender) => {
  it('finds all its texts where they were', async () => {
    const artist = await newArtist(blender);
    const reports = await artist.run('open_drop_down.py', { manager: farm.url });
    await artist.leave();
    expect(reports['offered']).toEqual(['All Workers']);
    expect(reports['texts']).toEqual(
      expect.arrayContaining(['GPU of the old building', 'No more than two jobs at once']),
    );
    expect(reports['kept']).toEqual(reports['texts']);
  });
});
