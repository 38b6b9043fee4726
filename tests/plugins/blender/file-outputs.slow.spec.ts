import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist, type Reports } from './support/artist.ts';
import { BLENDERS, NEEDS_NEWEST_BLENDER, NEWEST_BLENDER, type Blender } from './support/blenders.ts';

let farm: TestFarm;
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
});
afterAll(() => farm?.stop());

describe('File Output nodes that save where only one worker can see it', () => {
  const told = {
    without_nodes: [],
    lost: ['local: /tmp/depth', 'without a folder: /', 'in a group: /var/tmp/mask'],
    without_compositing: [],
  };

  it.each(BLENDERS)('are told from the others in $name', async (blender) => {
    expect(await fileOutputs(blender)).toEqual(told);
  });

  it(`are told from the others in ${NEWEST_BLENDER.name}`, NEEDS_NEWEST_BLENDER, async () => {
    expect(await fileOutputs(NEWEST_BLENDER)).toEqual(told);
  });
});

async function fileOutputs(blender: Blender): Promise<Reports> {
  const artist = await newArtist(blender);
  const reports = await artist.run('file_outputs.py', { manager: farm.url });
  await artist.leave();
  return reports;
}
