import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist } from './support/artist.ts';
import { BLENDER_WITH_WINDOWS } from './support/blenders.ts';

let farm: TestFarm;
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
});
afterAll(() => farm?.stop());

it('the add-on asks the manager and follows jobs, also in a Blender that is started with a file', async () => {
  const artist = await newArtist(BLENDER_WITH_WINDOWS);
  const file = join(artist.home, 'shot.blend');
  const reports = await artist.run('started_with_a_file.py', { manager: farm.url, file });
  await artist.leave();
  expect(reports).toEqual({ asks_manager: true, follows_jobs: true, waits: true, waits_when_off: false });
});
