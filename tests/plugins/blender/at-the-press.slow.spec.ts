import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist, type Reports } from './support/artist.ts';
import { BLENDERS } from './support/blenders.ts';

let farm: TestFarm;
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
});
afterAll(() => farm?.stop());

describe.each(BLENDERS)('what is submitted is the scene as it was at the press of the button, in $name', (blender) => {
  let reports: Reports;
  let folder = '';

  beforeAll(async () => {
    const artist = await newArtist(blender);
    folder = join(farm.home, 'storage', blender.name);
    reports = await artist.run('at_the_press.py', { manager: farm.url, folder });
    await artist.leave();
  });

  it('although it is edited and renamed before the manager answers', () => {
    expect(reports['edited']).toMatchObject({ name: 'one Shot', settings: { frames: '1-2', scene: 'Shot' } });
  });

  it('and that is what the saved file contains', () => {
    expect(reports).toMatchObject({ mark_in_file: 'PRESSED', untouched: true });
  });

  it('although it is saved under another name, and another file is opened', () => {
    const blendfile = join(folder, 'two.blend');
    expect(reports['another_file']).toMatchObject({ name: 'two Shot', settings: { blendfile, frames: '1-2' } });
  });

  it('although it is deleted', () => {
    expect(reports['scene_removed']).toMatchObject({ name: 'three Shot', settings: { scene: 'Shot' } });
  });

  it('what is known then is asked about at once, even while another one asks, and each gets its own answer', () => {
    const foreseen = expect.stringContaining('no active camera') as string;
    expect(reports['both_ask']).toEqual([true, [foreseen]]);
    expect(reports['list']).toEqual(foreseen);
    expect(reports['answered']).toContain('Nothing was submitted, because files are missing');
    expect(reports['still_asks']).toBe(true);
    expect(reports['after_answer']).toMatchObject({ name: 'four Shot' });
  });
});
