import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist, type Reports } from './support/artist.ts';
import { BLENDERS } from './support/blenders.ts';

let farm: TestFarm;
let script = '';
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
  script = join(farm.home, 'scripts', 'everything.js');
  await mkdir(join(farm.home, 'scripts'));
  await copyFile(join(import.meta.dirname, 'fixtures', 'everything.js'), script);
});
afterAll(() => farm?.stop());

describe.each(BLENDERS)('a job type that changes on the manager, in $name', (blender) => {
  let reports: Reports;

  beforeAll(async () => {
    const artist = await newArtist(blender);
    const file = join(farm.home, 'storage', 'a.blend');
    reports = await artist.run('changed_job_type.py', { manager: farm.url, script, file });
    await artist.leave();
  });

  it('stops the submission, and says what has changed', () => {
    expect(reports['refused']).toContain('Review the settings, then submit again');
    expect(reports['notes']).toEqual([
      '“Fresh” is new',
      '“on” is gone',
      '“Count” can no longer be 8 and is now 4',
      '“Quality” can no longer be “draft” and is now “low”',
    ]);
  });

  it('keeps the values that are still possible', () => {
    expect(reports['kept']).toEqual([4, 'low', 'kept', false]);
    expect(reports['second']).toMatchObject({
      settings: { count: 4, quality: 'low', at_submission: 'kept', fresh: false },
    });
    expect(reports['second']).not.toHaveProperty('settings.on');
  });

  it('does not ask anything if the settings are still the same', () => {
    expect(reports['third']).toMatchObject({ settings: { count: 4 } });
  });

  it('is told for the scene that it concerns, whatever that is called, and not for another of that name', () => {
    expect(reports).toMatchObject({ notes_when_renamed: reports['notes_then'], notes_of_namesakes: [[], []] });
  });

  it('is noticed even between the question and the submission', () => {
    expect(reports['at_that_very_moment']).toContain('Review the settings');
    expect(reports['notes_then']).toEqual(['“Fresher” is new', '“fresh” is gone']);
    expect(reports['after']).toMatchObject({ settings: { fresher: false, at_submission: 'kept' } });
  });
});
