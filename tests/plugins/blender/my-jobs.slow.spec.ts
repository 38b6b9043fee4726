import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist } from './support/artist.ts';
import { BLENDER_WITH_WINDOWS } from './support/blenders.ts';

let farm: TestFarm;
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
});
afterAll(() => farm?.stop());

it('notices and the list of my jobs are drawn without an error in every state', async () => {
  const artist = await newArtist(BLENDER_WITH_WINDOWS);
  const [picture, screenshot] = [join(artist.home, 'last.jpg'), join(artist.home, 'screenshot.png')];
  await sharp({ create: { width: 600, height: 338, channels: 3, background: '#356' } }).toFile(picture);
  const reports = await artist.run('my_jobs.py', { manager: farm.url, picture, screenshot });
  const { width } = await sharp(screenshot).metadata();
  if (process.env['KEEP_SCREENSHOTS']) await copyFile(screenshot, join(process.env['KEEP_SCREENSHOTS'], 'my-jobs.png'));
  await artist.leave();
  expect(reports).toEqual({ wrong: [], drawn: ['FLAMENCO_NG_PT_my_jobs', 'FLAMENCO_NG_PT_panel'] });
  expect(width).toBeGreaterThan(400);
});
