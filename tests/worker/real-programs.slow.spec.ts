import { execFile } from 'node:child_process';
import { readdir, stat, truncate } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { runTask } from '#worker/task-runner.ts';
import { aTask } from './support/a-task.ts';
import { runOne } from './support/command-context.ts';
import { farmParts } from './support/farm-parts.ts';
import { isRunning, until } from './support/processes.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const run = promisify(execFile);

/** The default cube, small and quick, saved by Blender itself. */
async function makeScene(folder: string, samples = 1): Promise<string> {
  const scene = path.join(folder, 'scene.blend');
  const script = [
    'import bpy',
    's = bpy.context.scene',
    "s.render.engine = 'CYCLES'",
    `s.cycles.samples = ${samples}`,
    's.cycles.use_denoising = s.cycles.use_adaptive_sampling = False',
    's.render.resolution_x, s.render.resolution_y, s.render.resolution_percentage = 32, 16, 100',
    `bpy.ops.wm.save_as_mainfile(filepath=${JSON.stringify(scene)})`,
  ].join('\n');
  await run('blender', ['-b', '--factory-startup', '--python-exit-code', '1', '--python-expr', script]);
  return scene;
}

const render = (scene: string, frames: string) => ({
  exe: 'blender',
  exeArgs: '-b -noaudio',
  argsBefore: [],
  blendfile: scene,
  args: [
    '--render-output',
    path.join(path.dirname(scene), 'f_####'),
    '--render-format',
    'PNG',
    '--render-frame',
    frames,
  ],
});

describe('real Blender and FFmpeg', () => {
  it('render two frames with a step and an upload each, then make a video of as many', async () => {
    const { manager, home, ...parts } = await farmParts();
    const scene = await makeScene(home);
    const video = path.join(home, 'out.mp4');
    const task = aTask(
      { name: 'blender-render', parameters: render(scene, '1..2'), total_step_count: 2 },
      {
        name: 'frames-to-video',
        parameters: {
          exe: 'ffmpeg',
          exeArgs: '',
          fps: 24,
          inputGlob: path.join(home, 'f_*.png'),
          outputFile: video,
          args: ['-pix_fmt', 'yuv420p', '-y'],
        },
      },
    );
    const outcome = await runTask({ ...parts }, task, parts.stop.signal);
    expect([outcome, manager.log(task.uuid)]).toEqual(['completed', expect.stringContaining('Saved: ')]);
    expect(
      manager
        .updates(task.uuid)
        .flatMap((update) => update.steps_completed ?? [])
        .at(-1),
    ).toBe(3);
    const uploaded = manager.to(`/task/${task.uuid}/output-produced`).at(-1);
    expect(await sharp(uploaded?.bytes).metadata()).toMatchObject({ format: 'png', width: 32, height: 16 });
    const { stdout } = await run('ffprobe', [
      '-v',
      'error',
      '-count_frames',
      '-show_entries',
      'stream=nb_read_frames',
      '-of',
      'csv=p=0',
      video,
    ]);
    expect(stdout.trim().replace(/,$/, '')).toBe('2');
  });

  it('a frame range that Blender does not understand fails, although its exit code is 0', async () => {
    const scene = await makeScene(await temporaryFolder());
    expect((await runOne('blender-render', render(scene, '1-3'))).failure).toContain(
      'rendered or skipped 0 of at least 1 frame',
    );
    expect((await runOne('blender-render', render(scene, '5..3'))).failure).toContain(
      'rendered or skipped 0 of at least 1 frame',
    );
  });

  it('a missing blend file fails with the exit code', async () => {
    const scene = path.join(await temporaryFolder(), 'missing.blend');
    expect((await runOne('blender-render', render(scene, '1'))).failure).toContain(
      'blender-render: blender ended with exit code 1',
    );
  });

  it('frames that exist already count as done', async () => {
    const folder = await temporaryFolder();
    const scene = await makeScene(folder);
    await runOne('blender-render', render(scene, '1'));
    const noOverwrite = { ...render(scene, '1..2'), argsBefore: [] };
    noOverwrite.args.unshift('--python-expr', 'import bpy; bpy.context.scene.render.use_overwrite = False');
    expect(await runOne('blender-render', noOverwrite)).toMatchObject({ failure: undefined, steps: 2 });
    expect((await readdir(folder)).filter((name) => name.endsWith('.png'))).toHaveLength(2);
  });

  it.each([
    ['PNG', '.png'],
    ['JPEG', '.jpg'],
    ['OPEN_EXR', '.exr'],
  ])('a %s frame whose writing was interrupted is rendered anew, not skipped', async (format, extension) => {
    const folder = await temporaryFolder();
    const parameters = render(await makeScene(folder), '1..2');
    parameters.args[3] = format;
    parameters.args.unshift('--python-expr', 'import bpy; bpy.context.scene.render.use_overwrite = False');
    await runOne('blender-render', parameters);
    const whole = await stat(path.join(folder, `f_0001${extension}`));
    const cutOff = path.join(folder, `f_0002${extension}`);
    await truncate(cutOff, 0);
    expect(await runOne('blender-render', parameters)).toMatchObject({
      failure: undefined,
      steps: 2,
      outputs: [cutOff],
    });
    expect((await stat(cutOff)).size).toBeGreaterThan(100);
    expect((await stat(path.join(folder, `f_0001${extension}`))).mtimeMs).toBe(whole.mtimeMs);
  });

  it('a render that is stopped is gone', async () => {
    const { manager, home, stop, ...parts } = await farmParts();
    const scene = await makeScene(home, 200_000);
    const task = aTask({ name: 'blender-render', parameters: render(scene, '1') });
    const rendering = runTask({ ...parts }, task, stop.signal);
    await until(() => manager.log(task.uuid).includes('Sample '), 'Blender renders', 60_000);
    stop.abort();
    expect(await rendering).toBe('stopped');
    expect(isRunning(Number(/pid=(\d+)/.exec(manager.log(task.uuid))?.[1]))).toBe(false);
  });
});
