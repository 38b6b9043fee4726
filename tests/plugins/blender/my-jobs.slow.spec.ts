import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist } from './support/artist.ts';
import { BLENDER_WITH_HANDS } from './support/blenders.ts';

let farm: TestFarm;
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
});
afterAll(() => farm?.stop());

/** The pixels of the status bar in a picture of the whole screen. */
async function statusBar(picture: string): Promise<Buffer> {
  const { width, height } = await sharp(picture).metadata();
  return await sharp(picture)
    .extract({ left: 0, top: height - 20, width, height: 20 })
    .raw()
    .toBuffer();
}

it('notices and the list of my jobs are drawn without an error in every state, and leave the status bar to tools', async () => {
  const artist = await newArtist(BLENDER_WITH_HANDS);
  const [picture, screenshot] = [join(artist.home, 'last.jpg'), join(artist.home, 'screenshot.png')];
  await sharp({ create: { width: 600, height: 338, channels: 3, background: '#356' } }).toFile(picture);
  const [keys, keysLater] = [join(artist.home, 'keys.png'), join(artist.home, 'keys-later.png')];
  const args = {
    manager: farm.url,
    picture,
    screenshot,
    keys,
    keys_later: keysLater,
    pop_ups: join(artist.home, 'pop-up'),
  };
  const reports = await artist.run('my_jobs.py', args);
  const { width } = await sharp(screenshot).metadata();
  const kept = process.env['KEEP_SCREENSHOTS'];
  const popUps = (await readdir(artist.home)).filter((name) => name.startsWith('pop-up'));
  if (kept)
    for (const name of [...popUps, 'screenshot.png'])
      await copyFile(join(artist.home, name), join(kept, `my-jobs-${name}`));
  const [without, before, after] = [await statusBar(screenshot), await statusBar(keys), await statusBar(keysLater)];
  await artist.leave();
  expect([without.equals(before), after.equals(before)]).toEqual([false, true]);
  expect(reports).toEqual({ wrong: [], drawn: ['FLAMENCO_NG_PT_my_jobs', 'FLAMENCO_NG_PT_panel'] });
  expect(width).toBeGreaterThan(400);
  expect(popUps).toHaveLength(7);
});
