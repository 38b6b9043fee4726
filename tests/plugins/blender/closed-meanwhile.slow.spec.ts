import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist } from './support/artist.ts';
import { SYSTEM_BLENDER } from './support/blenders.ts';
import { type Cable, layCable } from './support/cable.ts';

let farm: TestFarm;
let cable: Cable;
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
  cable = await layCable(farm.url);
});
afterAll(async () => {
  cable?.close();
  await farm?.stop();
});

it('tells at the next start of Blender which submissions were cut off because it was closed, or crashed', async () => {
  const artist = await newArtist(SYSTEM_BLENDER);
  const run = async (how: string, file: string) =>
    artist.run('closed_meanwhile.py', { manager: farm.url, address: cable.url, how, file });
  const files = ['closed', 'crash'].map((how) => join(farm.home, 'storage', `${how}.blend`));
  cable.stick(/^POST .*check$/);
  expect(await run('close', files[0] ?? '')).toEqual({ while_running: [] });
  cable.stick(/^POST .*check$/);
  const meanwhile = { while_running: [expect.stringContaining('closed.blend')] };
  expect(await run('crash', files[1] ?? '')).toEqual(meanwhile);
  cable.stick(/^$/);
  const { told, then } = await run('start again', '');
  expect((told as string[]).toSorted()).toEqual(files);
  expect(then).toEqual([]);
  await artist.leave();
});
