import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist, type Reports } from './support/artist.ts';
import { BLENDER_WITH_WINDOWS } from './support/blenders.ts';

let farm: TestFarm;
let reports: Reports;
let pictures = '';
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
  pictures = await mkdtemp(join(tmpdir(), 'flamenco-choices-'));
  const artist = await newArtist(BLENDER_WITH_WINDOWS);
  const file = join(farm.home, 'storage', 'sc010.blend');
  reports = await artist.run('choice_panels.py', { manager: farm.url, file, pictures });
  await artist.leave();
});
afterAll(async () => {
  if (pictures) await rm(pictures, { recursive: true, force: true });
  await farm?.stop();
});

it('the panels of frames, cameras, scenes and render settings are drawn without an error in every state', async () => {
  expect(reports['wrong']).toEqual([]);
  const names = ['frames', 'views', 'cycles', 'files', 'submit'].map((name) => `FLAMENCO_NG_PT_${name}`);
  expect(reports['drawn']).toEqual(expect.arrayContaining(names));
  expect((await readdir(pictures)).length).toBe(6);
});

it('presses in a row are listed in the panel until their messages are closed, each with its outcome', () => {
  expect(reports['outcomes']).toEqual([
    ['sc010 version 1', true, false],
    ['sc010 version 2', false, true],
    ['sc010 version 3', true, false],
  ]);
});

it('before a file of an older Blender is overwritten, the artist is asked', () => {
  expect(reports['asked']).toBe(true);
});
