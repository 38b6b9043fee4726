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
      nothing_missing: `No frame is missing of 2. Counted were ${counted}.`,
      missing: '2',
      name: 'again, missing frames',
      same_place: true,
      same_file: true,
      metadata: {
        comment: 'first try',
        submitted_again: (reports['metadata'] as Record<string, string>)['submitted_again'],
      },
      frames_later: renders ? ['000001.png', '000002.png'] : ['000001.png'],
      whole: '1-2',
      whole_name: 'again',
      notes: [
        '1 of 2 frames are missing: 2.',
        `Counted as there were ${counted}.`,
        'The files of frames 2 are empty. Remove them, or Blender may skip these frames.',
      ],
      from_file: '2',
      from_file_same_place: true,
      no_file: `Its file is no longer there: ${file}`,
      unseen:
        'No frame is missing of 2. Counted were completed tasks, because this computer cannot see the folder of the frames.',
      unseen_notes: [
        '2 of 2 frames are missing: 1,2.',
        'Counted as there were completed tasks, because this computer cannot see the folder of the frames.',
        'Whether its file is still there cannot be seen from this computer: /no/such/file.blend.',
      ],
    });
    expect((reports['told'] as string[])[0]).toBe('1 of 2 frames are missing: 2.');
    expect(reports['none_there']).toMatch(
      /None of the frames was found in .*another.*switch off “Only Missing Frames”/,
    );
  });
});
