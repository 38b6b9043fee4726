import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { canMount } from '#tests/support/can-mount.ts';
import { needs } from '#tests/support/needs.ts';
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

  it('what comes after "--" in exeArgs reaches Cycles, and the frame is rendered', async () => {
    const folder = await temporaryFolder();
    const parameters = render(await makeScene(folder), '1');
    const onDevice = async (device: string) =>
      await runOne('blender-render', { ...parameters, exeArgs: `-b -y -noaudio -- --cycles-device ${device}` });
    expect(await onDevice('CPU')).toMatchObject({ failure: undefined, steps: 1 });
    expect((await onDevice('NONSENSE')).log.join('\n')).toContain('NONSENSE is not a valid Cycles device');
    const misplaced = await runOne('blender-render', {
      ...parameters,
      args: ['--', '--cycles-device', 'CPU', ...parameters.args],
    });
    expect(misplaced.failure).toContain('Blender rendered nothing: Blender takes no options after "--"');
  });

  it('a trailing separator of the output path puts the frames into that folder', async () => {
    const folder = await temporaryFolder();
    const parameters = render(await makeScene(folder), '1');
    parameters.args[1] = `${path.join(folder, 'out')}/`;
    expect((await runOne('blender-render', parameters)).outputs).toEqual([path.join(folder, 'out', '0001.png')]);
  });

  it('a run that is asked for no frames is completed, even after a script that may fail', async () => {
    const scene = await makeScene(await temporaryFolder());
    const script = ['--python-exit-code', '0', '--python-expr', 'raise RuntimeError("no cache")'];
    const { failure, steps, log } = await runOne('blender-render', { ...render(scene, '1'), args: script });
    expect([failure, steps]).toEqual([undefined, 0]);
    expect(log).toContainEqual(expect.stringContaining('RuntimeError: no cache'));
  });

  it('a blend file that is missing or damaged is named', async () => {
    const folder = await temporaryFolder();
    const scene = path.join(folder, 'missing.blend');
    expect((await runOne('blender-render', render(scene, '1'))).failure).toMatch(
      /^blender-render: the blend file .*missing\.blend cannot be read on this worker: No such file/,
    );
    await writeFile(scene, 'no blend file');
    expect((await runOne('blender-render', render(scene, '1'))).failure).toContain(
      'missing.blend is not a blend file that this Blender can read',
    );
  });

  it('a failing Python script, a missing camera, an output folder that cannot be created and a crash are told apart', async () => {
    const folder = await temporaryFolder();
    const scene = await makeScene(folder);
    const after = async (...python: string[]) => {
      const parameters = render(scene, '1');
      parameters.args.unshift('--python-expr', ['import bpy, os', ...python].join('\n'));
      return await runOne('blender-render', parameters);
    };
    expect((await after('raise ValueError("boom")')).failure).toContain(
      'a Python script on its command line failed: ValueError: boom',
    );
    expect((await after('bpy.data.objects.remove(bpy.context.scene.camera)')).failure).toContain(
      'Blender says: Cannot render, no camera',
    );
    const crash = await after('os.kill(os.getpid(), 11)');
    expect(crash.failure).toContain('Blender crashed before it had rendered a frame');
    expect(crash.log).toContain("blender-render: Blender's report of its crash:");
    await writeFile(path.join(folder, 'taken'), '');
    const unwritable = render(scene, '1');
    unwritable.args[1] = path.join(folder, 'taken', 'f_####');
    expect((await runOne('blender-render', unwritable)).failure).toMatch(
      /the frame .*taken\/f_0001\.png could not be written: .*; check the output folder/,
    );
  });

  it('a Python script that ends Blender with sys.exit(0) completes the task, unless frames are missing then', async () => {
    const folder = await temporaryFolder();
    const scene = await makeScene(folder);
    const withScript = async (python: string[], ...then: string[]) => {
      const script = path.join(folder, 'script.py');
      await writeFile(script, ['import bpy, sys', ...python].join('\n'));
      return await runOne('blender-render', {
        ...render(scene, '1'),
        args: ['--python', script, ...then],
      });
    };
    const frames = ['--render-output', path.join(folder, 'f_####'), '--render-frame', '1'];
    const ownFrame = [
      `bpy.context.scene.render.filepath = ${JSON.stringify(path.join(folder, 'own'))}`,
      'bpy.ops.render.render(write_still=True)',
    ];
    expect(await withScript(['sys.exit(0)'])).toMatchObject({ failure: undefined });
    expect(await withScript(['sys.exit()'])).toMatchObject({ failure: undefined });
    expect(await withScript([...ownFrame, 'sys.exit(0)'])).toMatchObject({ failure: undefined, steps: 1 });
    expect(await withScript([...ownFrame, 'sys.exit(0)'], ...frames)).toMatchObject({ failure: undefined, steps: 1 });
    expect((await withScript(['sys.exit(0)'], ...frames)).failure).toMatch(
      /rendered or skipped 0 of 1 frame: a Python script on its command line seems to have ended Blender/,
    );
    expect((await withScript(['sys.exit(3)'])).failure).toContain('blender ended with exit code 3');
    expect((await withScript(['pass'], ...frames.slice(0, -1), '5..3')).failure).toMatch(
      /0 of at least 1 frame: check the frame range/,
    );
  });

  it(
    'frames that a full disk left empty fail the task, although Blender says "Saved" and ends normally',
    needs('root on Linux, to mount a disk that fills up quickly', canMount()),
    async () => {
      const folder = await temporaryFolder();
      const disk = path.join(folder, 'disk');
      await mkdir(disk);
      await run('mount', ['-t', 'tmpfs', '-o', 'size=4k', 'tmpfs', disk]);
      onTestFinished(async () => void (await run('umount', [disk])));
      await writeFile(path.join(disk, 'full'), Buffer.alloc(4096));
      const parameters = render(await makeScene(folder), '1..2');
      parameters.args[1] = path.join(disk, 'f_####');
      expect((await runOne('blender-render', parameters)).failure).toMatch(
        /Blender said that it saved .*f_0001\.png \(and 1 more\), but the file was empty/,
      );
      expect(await readdir(disk)).toEqual(['full']);
    },
  );

  it('an encoder that takes only even sizes gets odd frames padded, in the order of their numbers, and gaps are reported', async () => {
    const folder = await temporaryFolder();
    for (const [index, name] of ['f_9998', 'f_9999', 'f_10001'].entries()) {
      const image = sharp({
        create: { width: 33, height: 17, channels: 3, background: { r: 100 * index, g: 0, b: 0 } },
      });
      await image.png().toFile(path.join(folder, `${name}.png`));
    }
    const outputFile = path.join(folder, 'out.mp4');
    const parameters = { exe: 'ffmpeg', fps: 23.976, inputGlob: path.join(folder, 'f_*.png'), outputFile };
    const { log, failure } = await runOne('frames-to-video', {
      ...parameters,
      args: '-c:v h264 -pix_fmt yuv420p -y'.split(' '),
    });
    expect(failure).toBeUndefined();
    expect(log).toContain('frames-to-video: there are no files for frames 10000; the video jumps there');
    expect(log).toContain(
      'frames-to-video: the encoder takes only even sizes; trying again with a row or column added',
    );
    expect(log.at(-1)).toBe(`frames-to-video: ${outputFile} has 3 frames`);
    const decoded = ['-v', 'error', '-i', outputFile, '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-'];
    const { stdout } = await run('ffmpeg', decoded, { encoding: 'buffer' });
    const reds = [0, 1, 2].map((frame) => Math.round((stdout[frame * 34 * 18 * 3] ?? 0) / 100));
    expect(reds).toEqual([0, 1, 2]);
  });

  it.each(['[v2] {a,b} {name} * ? (x)+ !y 50%d', "it's"])(
    'a video is made of all frames in a folder and of a shot called %j',
    async (name) => {
      const folder = path.join(await temporaryFolder(), name);
      await mkdir(folder);
      for (const number of ['9998', '9999', '10000']) {
        const image = sharp({ create: { width: 32, height: 16, channels: 3, background: 'red' } }).png();
        await writeFile(path.join(folder, `${name}_${number}.png`), await image.toBuffer());
      }
      const args = '-c:v h264 -pix_fmt yuv420p -y'.split(' ');
      const videoOf = async (last: string) => {
        const outputFile = path.join(folder, `${name}.mp4`);
        const parameters = { exe: 'ffmpeg', fps: 24, inputGlob: path.join(folder, last), outputFile, args };
        const { failure, log } = await runOne('frames-to-video', parameters);
        return failure ?? log.at(-1)?.replace(outputFile, 'it');
      };
      // In the order of their numbers, for which FFmpeg gets a list; then as a pattern of FFmpeg's own.
      expect(await videoOf(`${name}_*.png`)).toBe('frames-to-video: it has 3 frames');
      expect(await videoOf(`${name}_99*.png`)).toBe('frames-to-video: it has 2 frames');
    },
  );

  it('a video with fewer frames than files fails, unless the job asks for that', async () => {
    const folder = await temporaryFolder();
    const image = sharp({ create: { width: 32, height: 16, channels: 3, background: 'red' } });
    for (const number of [1, 2, 3]) await image.png().toFile(path.join(folder, `f_${number}.png`));
    await sharp({ create: { width: 16, height: 16, channels: 3, background: 'red' } })
      .png()
      .toFile(path.join(folder, 'f_4.png'));
    const wholeFile = await readFile(path.join(folder, 'f_2.png'));
    // It begins and ends like a complete image, but is not one in between.
    wholeFile.fill(0, 45, wholeFile.length - 20);
    await writeFile(path.join(folder, 'f_2.png'), wholeFile);
    const outputFile = path.join(folder, 'out.mp4');
    const parameters = { exe: 'ffmpeg', fps: 24, inputGlob: path.join(folder, 'f_*.png'), outputFile };
    const args = '-c:v h264 -pix_fmt yuv420p -y'.split(' ');
    const short = await runOne('frames-to-video', { ...parameters, args });
    expect(short.log).toContainEqual(expect.stringContaining('frames have different sizes: 32x16 ('));
    expect(short.failure).toMatch(/out\.mp4 has \d frames but 4 files match/);
    const cut = { ...parameters, args: ['-frames:v', '1', ...args] };
    expect((await runOne('frames-to-video', cut)).failure).toBeUndefined();
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
  ])('a %s frame whose writing was interrupted is rendered again, not skipped', async (format, extension) => {
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

  it('a render that is stopped leaves no process behind', async () => {
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
