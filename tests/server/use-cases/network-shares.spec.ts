import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkJob, submitJob } from '#server/use-cases/submit-job.ts';
import { createWorkerTag } from '#server/use-cases/create-worker-tag.ts';
import { deleteWorker } from '#server/use-cases/delete-worker.ts';
import { setWorkerTags } from '#server/use-cases/set-worker-tags.ts';
import { DATABASES, openSqliteFolder } from '#tests/support/databases.ts';
import { openFarm, type FarmInProcess } from '#tests/support/farm-in-process.ts';
import { takeTask, wakeWorker } from '#tests/support/farm-story.ts';
import { SOMEBODY } from '#tests/support/actors.ts';

const OUTPUT = String.raw`\\SERVER\share\out\f_######`;
const VARIABLE = `
variables:
  nas:
    is_twoway: true
    values:
    - {platform: windows, value: '\\\\Server\\share'}
    - {platform: linux, value: /mnt/share}
`;
const SETTINGS = {
  frames: '1',
  chunk_size: 1,
  blendfile: String.raw`\\server\Share\shot\a.blend`,
  render_output_path: OUTPUT,
  fps: 24,
  format: 'PNG',
  image_file_extension: '.png',
  scene: 'Scene',
};
/** Puts paths together in the ways that scripts do. */
const SCRIPT = `
const JOB_TYPE = { label: 'Joins', settings: [] };
function compileJob(job) {
  const folder = path.dirname(job.settings.render_output_path);
  const task = author.Task('join', 'misc');
  task.addCommand(author.Command('copy', {
    joined: path.join(folder, 'x'), glued: folder + '/x/', list: [job.settings.render_output_path.replaceAll('\\\\', '/'), 3],
    other: '//SERVER/other/x', near: folder.replace('/share', '/shared'), relative: '//x', text: 'see ' + folder,
  }));
  job.addTask(task);
}
`;

const WINDOWS_SUBMISSION = {
  name: 'shot',
  type: 'simple-blender-render',
  priority: 50,
  submitter_platform: 'windows',
  settings: SETTINGS,
};

describe.each(DATABASES)('a network share of Windows, without a variable, on $kind', ({ open }) => {
  let farm: FarmInProcess;
  let windows: string;
  beforeEach(async () => {
    farm = await openFarm(open);
    windows = await wakeWorker(farm, 'win', ['blender', 'misc'], 'windows');
  });
  afterEach(() => farm.close());

  test('is the share for workers on Windows, not a folder beside the blend file', async () => {
    await submitJob(farm, SOMEBODY, WINDOWS_SUBMISSION);
    const { commands } = await takeTask(farm, windows);
    expect(commands[0]?.parameters).toMatchObject({
      blendfile: SETTINGS.blendfile,
      args: expect.arrayContaining(['--render-output', OUTPUT]),
    });
  });

  test('is known in a command whatever a script made of it, and nothing else is taken for it', async () => {
    await writeFile(join(farm.folder, 'scripts', 'joins.js'), SCRIPT);
    await submitJob(farm, SOMEBODY, { ...WINDOWS_SUBMISSION, type: 'joins' });
    expect((await takeTask(farm, windows)).commands[0]?.parameters).toEqual({
      joined: String.raw`\\SERVER\share\out\x`,
      glued: '\\\\SERVER\\share\\out\\x\\',
      list: [OUTPUT, 3],
      other: '//SERVER/other/x',
      near: '//SERVER/shared/out',
      relative: '//x',
      text: 'see //SERVER/share/out',
    });
  });

  test('is refused while a worker on another platform may get the task, with advice', async () => {
    const linux = await wakeWorker(farm, 'lin', ['blender']);
    await wakeWorker(farm, 'mac', ['ffmpeg'], 'darwin');
    const refusal = expect.objectContaining({
      code: 'bad-request',
      message: expect.stringMatching(
        /^blendfile, render_output_path: \\\\server\\Share is.*the worker "lin" \(linux\).*two-way variable/,
      ),
    });
    await expect(submitJob(farm, SOMEBODY, WINDOWS_SUBMISSION)).rejects.toEqual(refusal);
    await expect(checkJob(farm, SOMEBODY, WINDOWS_SUBMISSION)).rejects.toEqual(refusal);
    expect(await farm.database.tables.selectFrom('jobs').select('id').execute()).toEqual([]);

    const tag = await createWorkerTag(farm, SOMEBODY, { name: 'Windows' });
    await setWorkerTags(farm, SOMEBODY, windows, [tag.id]);
    await checkJob(farm, SOMEBODY, { ...WINDOWS_SUBMISSION, settings: { ...SETTINGS, fps: 0 }, worker_tag: tag.id });
    await deleteWorker(farm, SOMEBODY, linux);
    await checkJob(farm, SOMEBODY, { ...WINDOWS_SUBMISSION, settings: { ...SETTINGS, fps: 0 } });
  });
});

test('a network share that a two-way variable covers is the same folder for every worker', async () => {
  const farm = await openFarm(openSqliteFolder, VARIABLE);
  try {
    const worker = await wakeWorker(farm, 'any', ['blender']);
    await submitJob(farm, SOMEBODY, WINDOWS_SUBMISSION);
    expect((await takeTask(farm, worker)).commands[0]?.parameters).toMatchObject({
      blendfile: '/mnt/share/shot/a.blend',
      args: expect.arrayContaining(['--render-output', '/mnt/share/out/f_######']),
    });
  } finally {
    await farm.close();
  }
});
