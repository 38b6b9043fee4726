import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist, type Reports } from './support/artist.ts';
import { BLENDERS, BPY, SYSTEM_BLENDER } from './support/blenders.ts';

let farm: TestFarm;
beforeAll(async () => {
  farm = await startTestFarm({ workers: 0 });
});
afterAll(() => farm?.stop());

describe.each(BLENDERS)('the artist’s file and the presses of the button, in $name', (blender) => {
  let reports: Reports;
  let storage = '';

  beforeAll(async () => {
    const artist = await newArtist(blender);
    storage = join(farm.home, 'storage', blender.name);
    const args = { manager: farm.url, storage, elsewhere: join(artist.home, 'work'), frames: join(storage, 'frames') };
    reports = await artist.run('farm_copy.py', args);
    await artist.leave();
  });

  const copy = { untouched: true, still_open: true, mark: 'UNSAVED', picture: '//picture.png', found: true };

  it('the file stays as it was saved, if a copy is wanted: unsaved changes are in the copy beside it, whose relative paths are right', () => {
    expect(reports['in_place']).toEqual({
      ...copy,
      name: expect.stringMatching(/^shot\.flamenco-\d{4}-\d\d-\d\d_\d{6}\.blend$/) as string,
    });
  });

  it('each job has a copy of its own, however fast the button is pressed', () => {
    expect(new Set(reports['twice'] as string[]).size).toBe(3);
  });

  it('no copy is left beside a file that is packed', () => {
    expect(reports['packed']).toEqual({ ...copy, name: 'shot.blend' });
  });

  it('no copy is left if nothing was submitted', () => {
    expect(reports['refused']).toContain('nonsense');
    expect(reports['left']).toEqual(['shot.blend']);
  });

  it('a press while others are running waits for its turn, with the file as it was then, and each can be cancelled', () => {
    expect(reports).toMatchObject({
      current: 'press 1',
      cancelled_at_once: true,
      jobs: [['press 1', '1-3'], ['press 2', '1-4'], null, ['press 4', '1-6']],
      problems: ['', '', '', ''],
      cancelled: [false, false, true, false],
      left_in_the_list: ['press 2', 'press 3', 'press 4'],
    });
  });
});

it('a file that an older Blender has saved is not overwritten unless the artist wants that', async () => {
  const file = join(farm.home, 'storage', 'old', 'shot.blend');
  for (const blender of [SYSTEM_BLENDER, BPY]) {
    const artist = await newArtist(blender);
    const script = blender === BPY ? 'older_file.py' : 'small_scene.py';
    const reports = await artist.run(script, { manager: farm.url, file });
    await artist.leave();
    if (blender !== BPY) continue;
    expect(reports['old']).toMatch(/old\/shot\.flamenco-[^/]+\.blend$/);
    expect([reports['over'], reports['again']]).toEqual([file, file]);
    expect(reports).toMatchObject({ untouched: true, saved: true });
  }
});
