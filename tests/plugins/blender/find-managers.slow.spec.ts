import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist } from './support/artist.ts';
import { BLENDERS } from './support/blenders.ts';

const NAME = 'Farm that can be found';

let farm: TestFarm;
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0, settings: { autodiscoverable: true, manager_name: NAME } });
});
afterAll(() => farm?.stop());

describe.each(BLENDERS)('the search for managers, in $name', (blender) => {
  it('finds a manager on the network by its name, and uses it after one click', async () => {
    const artist = await newArtist(blender);
    const reports = await artist.run('find_managers.py', { manager: farm.url, name: NAME });
    await artist.leave();
    expect(reports['problem']).toBe('');
    expect(reports['found']).toContainEqual([NAME, farm.url]);
    expect(reports).toMatchObject({ connected: NAME, address: farm.url });
  });
});
