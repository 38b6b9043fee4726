import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Job } from '#server/contracts/job.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist } from './support/artist.ts';
import { BLENDERS } from './support/blenders.ts';
import { startFlamenco3, type Flamenco3 } from './support/flamenco3.ts';

let farm: TestFarm;
let flamenco3: Flamenco3;
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0, settings: { shaman: { enabled: true } } });
  flamenco3 = await startFlamenco3(farm.url);
});
afterAll(async () => {
  await flamenco3?.stop();
  await farm?.stop();
});

describe.each(BLENDERS)('a manager that knows only what Flamenco 3 knows, in $name', (blender) => {
  it('accepts the job, is sent nothing that it does not know, and what it cannot do is not offered', async () => {
    const artist = await newArtist(blender);
    const file = join(farm.home, 'storage', 'a.blend');
    const reports = await artist.run('flamenco3.py', { manager: farm.url, address: flamenco3.url, file });
    await artist.leave();
    const blendfile = expect.stringMatching(/^\{jobs\}\/a[^/]*\/a\.blend$/) as string;
    expect(reports).toMatchObject({
      can_keep: false,
      not_offered: [
        'color depth and codec',
        'quality',
        'resolution',
        'samples',
        'camera',
        'view layers',
        'device',
        'Cycles settings',
      ],
      job: {
        name: 'a',
        storage: { shaman_checkout_id: expect.any(String) as string },
        settings: { blendfile, format: 'OPEN_EXR', image_file_extension: '.exr', frames: '1-2' },
      },
    });
    expect(reports['lacks']).toEqual([
      'Jobs cannot be kept when old ones are cleaned up',
      expect.stringContaining('cannot ask again'),
      'An upload that is cut off starts over',
      'It does not tell of newer add-ons',
      'A job cannot wait for another one',
    ]);
    expect(reports['ours_lacks']).toEqual([]);
    expect(reports).not.toHaveProperty('job.keep');
    expect(reports).not.toHaveProperty('job.settings.samples');
    expect(flamenco3.surprises).toEqual([]);
    // It does not know steps, and removes a checkout together with the first of its jobs.
    const jobs = reports['jobs'] as Job[];
    expect(reports['name']).toBe('a Camera ViewLayer simple-blender-render');
    expect(jobs.map(({ name, settings, storage }) => [name, settings?.['frames'], storage])).toEqual([
      ['a - Scene - test', '1,7,13', undefined],
      ['a - Scene', '3,5,9,11', undefined],
      ['a - Second - test', '1,125,249', undefined],
      ['a - Second', expect.stringMatching(/^3,5,7,.*,123,127,.*,247$/), undefined],
    ]);
  });
});
