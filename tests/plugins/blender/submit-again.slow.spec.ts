import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';
import { newArtist } from './support/artist.ts';
import { BPY, SYSTEM_BLENDER } from './support/blenders.ts';

let farm: TestFarm;
let unseen: string;
let broken: string;
beforeAll(async () => {
  farm = await startTestFarm({
    settings: { variables: { frames: { values: [{ platform: 'linux', audience: 'workers', value: '/tmp' }] } } },
  });
  [unseen, broken] = await twoUnseenJobs();
});
afterAll(() => farm?.stop());

/** Two jobs whose frames no artist's computer sees: one that is completed, and one whose file does not exist. */
async function twoUnseenJobs(): Promise<[string, string]> {
  const painter = await newArtist(SYSTEM_BLENDER);
  const blendfile = join(farm.home, 'storage', 'unseen.blend');
  await painter.run('small_file.py', { file: blendfile });
  await painter.leave();
  const submit = async (file: string) => {
    const settings = {
      blendfile: file,
      frames: '1-2',
      chunk_size: 1,
      render_output_root: '{frames}',
      render_output_path: `{frames}/${farm.home.split('/').at(-1)}/######`,
      add_path_components: 0,
      format: 'PNG',
      image_file_extension: '.png',
      scene: 'Scene',
      preview_video: false,
    };
    return farm.submit({ name: 'unseen', type: 'simple-blender-render', submitter_platform: 'linux', settings });
  };
  const jobs = [await submit(blendfile), await submit('/no/such/file.blend')] as const;
  await farm.waitForJob(jobs[0].id);
  await farm.waitForJob(jobs[1].id, ['failed']);
  return [jobs[0].id, jobs[1].id];
}

describe.each([
  [SYSTEM_BLENDER, true],
  [BPY, false],
])('an artist with $name who submits a job again', (blender, renders) => {
  it('renders the missing frames only, or all; is told what counts as missing, and when the file is gone', async () => {
    const artist = await newArtist(blender);
    const [file, frames] = [join(farm.home, 'storage', 'again.blend'), join(artist.home, 'frames')];
    const args = { manager: farm.url, file, frames, renders, unseen, unseen_broken: broken };
    const reports = await artist.run('submit_again.py', args);
    await artist.leave();
    const folder = String(reports['folder']);
    const counted = `files named ######.png in ${folder}, not counting empty ones`;
    expect(reports, await farm.logs()).toMatchObject({
      frames: ['000001.png', '000002.png'],
      nothing_missing: `None of the 2 frames is missing. Counted: ${counted}.`,
      missing: '2',
      name: 'again, missing frames',
      same_place: true,
      same_file: true,
      metadata: {
        comment: 'first try',
        submitted_again: (reports['metadata'] as Record<string, string>)['submitted_again'],
      },
      name_later: 'again, missing frames',
      frames_later: renders ? ['000001.png', '000002.png'] : ['000001.png'],
      whole: '1-2',
      whole_name: 'again',
      notes: [
        '1 of 2 frames is missing: 2.',
        `Counted as rendered: ${counted}.`,
        'The file of frame 2 is empty. Remove it, or Blender may skip this frame.',
      ],
      from_file: '2',
      from_file_same_place: true,
      no_file: `Its file is no longer there: ${file}`,
      unseen:
        'None of the 2 frames is missing. Counted: completed tasks, because this computer cannot see the folder of the frames.',
      unseen_notes: [
        '2 of 2 frames are missing: 1,2.',
        'Counted as rendered: completed tasks, because this computer cannot see the folder of the frames.',
        'Whether its file is still there cannot be seen from this computer: /no/such/file.blend.',
      ],
    });
    expect((reports['told'] as string[])[0]).toBe('1 of 2 frames is missing: 2.');
    expect(reports['none_there']).toMatch(
      /None of the frames was found in .*another.*switch off “Only Missing Frames”/,
    );
  });
});

describe.each([SYSTEM_BLENDER, BPY])(
  'an artist with $name who submits only missing frames of several jobs',
  (blender) => {
    let reports: Record<string, unknown>;
    beforeAll(async () => {
      const artist = await newArtist(blender);
      const args = { manager: farm.url, file: join(artist.home, 'shot.blend'), frames: join(artist.home, 'frames') };
      reports = await artist.run('only_missing.py', args);
      await artist.leave();
    });

    it('gets test frames and the rest in one take, the newest', () => {
      const moment = '2026-02-02_000000';
      expect(reports['one_take']).toMatchObject([
        { name: 'shot - test', frames: '4', moment, video: false, priority: 51 },
        { name: 'shot', frames: '2,3', moment, video: true, priority: 50 },
      ]);
    });

    it('gets them in one take, too, if there is no earlier one', () => {
      const moments = new Map(reports['moments'] as [string, string][]);
      expect(moments.get('shot - Right')).toMatch(/^\d{4}-\d{2}-\d{2}_\d{6}$/);
      expect(moments.get('shot - Right')).toBe(moments.get('shot - Right - test'));
    });

    it('gets a rest that does not wait for a test that is done, and a video with the test if nothing else is missing', () => {
      expect(reports['rest_only']).toMatchObject([{ name: 'shot', frames: '2,3', status: 'queued' }]);
      expect(reports['test_only']).toMatchObject([{ name: 'shot - test', frames: '4', video: true, priority: 50 }]);
      expect(reports['nothing']).toMatch(/None of the 4 frames is missing\. Counted: files named ######\.png/);
    });

    it('is told that all is submitted, although one job had nothing to render, and hooks hear of the right one', () => {
      expect(reports).toMatchObject({
        answer: 'shot - Right',
        submitted: ['shot - Right'],
        status_bar: 'Farm: submitted “shot - Right”',
        heard: [['shot - Right', 'shot - Right', '4']],
      });
      expect((reports['told'] as string[])[0]).toMatch(/^shot - Left: None of the 4 frames is missing\./);
    });

    it('is told that the frames of several cameras in one job cannot be counted', () => {
      const told = /several cameras or view layers into folders of their own/;
      expect(reports['one_job']).toMatch(told);
      expect(reports['again']).toMatch(told);
    });

    it('chooses it anew in another file', () => {
      expect(reports['in_another_file']).toEqual([false, '']);
    });
  },
);
