import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist, type Reports } from './support/artist.ts';
import { BLENDER_WITH_HANDS } from './support/blenders.ts';

let farm: TestFarm;
let reports: Reports;
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
  const artist = await newArtist(BLENDER_WITH_HANDS);
  const pictures = process.env['PICTURES'] ?? artist.home;
  await mkdir(join(farm.home, 'storage'), { recursive: true });
  const file = join(farm.home, 'storage', 'shot.blend');
  reports = await artist.run('question.py', { manager: farm.url, file, pictures, submit_above: [400, 40] });
  await artist.leave();
});
afterAll(() => farm?.stop());

describe('the question about missing files, for an artist who is not looking at the panel', () => {
  it('pops up, and cannot be answered by a key that was meant for a tool', () => {
    expect(reports['asks_despite_keys']).toBe(true);
    expect(reports['cancelled']).toContain('Nothing was submitted, because files are missing');
  });

  it('stays in the status bar when the pop-up is closed, and can be answered from there', () => {
    expect(reports['asks_without_pop_up']).toBe(true);
    expect(reports).toMatchObject({ job: { name: 'shot' }, problem: '' });
  });
});
