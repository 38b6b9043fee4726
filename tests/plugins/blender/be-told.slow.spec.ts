import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist } from './support/artist.ts';
import { type Blender, BPY, SYSTEM_BLENDER } from './support/blenders.ts';

let farm: TestFarm;
beforeAll(async () => {
  farm = await startTestFarm({ settings: { shaman: { enabled: true } } });
});
afterAll(() => farm?.stop());

describe('an artist who submits a shot from another computer', () => {
  it('is told when it is done, and sees its last frame and where the frames are', async () => {
    const reports = await submitAndWait(SYSTEM_BLENDER);
    expect(reports, await farm.logs()).toMatchObject({
      status: 'completed',
      fraction: 1,
      problem: '',
      picture: [32, 18],
      frames: ['000001.png', '000002.png'],
      news_at_last: 0,
      listed: 1,
    });
  });

  it('is told when it has failed, as files from a newer Blender do on a worker with an older one', async () => {
    expect(await submitAndWait(BPY)).toMatchObject({ status: 'failed', picture: [], news_at_last: 0, listed: 1 });
  });
});

/** What both have in common: the upload, the notice, and that the add-on remembers the job. */
async function submitAndWait(blender: Blender) {
  const artist = await newArtist(blender);
  const { shot } = await artist.run('make_studio.py', { folder: join(artist.home, 'studio') });
  const frames = join(farm.home, 'storage', `frames of ${blender.name}`);
  const reports = await artist.run('be_told.py', { manager: farm.url, shot, frames });
  await artist.leave();
  const job = reports['job'] as { id: string; name: string; storage?: { shaman_checkout_id?: string } };
  expect(job.storage?.shaman_checkout_id).toBeTruthy();
  expect(reports).toMatchObject({ remembered: [job.name], news_at_first: 0, kept: job.name });
  expect(reports['page']).toBe(`${farm.url}/app/jobs/${job.id}`);
  expect(reports['found_again']).toContain(job.name);
  return reports;
}
