import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { type Artist, newArtist } from './support/artist.ts';
import { BLENDERS } from './support/blenders.ts';

/** With their libraries, these are 200 blend files. */
const SHOTS = 95;

let farm: TestFarm;
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
});
afterAll(() => farm?.stop());

describe.each(BLENDERS)('200 files with everything that can use a file, in $name', (blender) => {
  let artist: Artist;
  beforeAll(async () => {
    artist = await newArtist(blender);
  });
  afterAll(() => artist?.leave());

  it('have all that Blender lists packed, or named as missing', { timeout: 900_000 }, async () => {
    const folder = join(artist.home, 'fuzz');
    const reports = await artist.run('fuzz_packing.py', { manager: farm.url, folder, seed: '1', shots: SHOTS });
    expect(reports['faults']).toEqual([]);
    expect(Object.keys(reports['used'] as object).toSorted()).toEqual((reports['features'] as string[]).toSorted());
    expect((reports['counts'] as Record<string, number>)['blend files']).toBeGreaterThanOrEqual(200);
  });
});
