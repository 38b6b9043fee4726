import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCompiler } from '#tests/support/job-compiler.ts';
import type { TestCompiler } from '#tests/support/job-compiler.ts';

const SETTINGS = {
  frames: '1-10, 12',
  chunk_size: 4,
  render_output_root: '/renders/',
  add_path_components: 0,
  render_output_path: '{jobs}/sc010/{timestamp}/######',
  blendfile: '/shots/sc010/sc010.flamenco.blend',
  fps: 24.0,
  format: 'PNG',
  image_file_extension: '.png',
  has_previews: false,
  scene: 'Shot',
};

describe('the job type simple-blender-render', () => {
  let compiler: TestCompiler;
  const compile = (changes: Record<string, unknown> = {}) =>
    compiler.compile('simple-blender-render', { ...SETTINGS, ...changes });
  const videoOf = async (changes: Record<string, unknown> = {}) =>
    (await compile(changes)).tasks.find((task) => task.name === 'preview-video');
  const videoParameters = async (changes: Record<string, unknown> = {}) =>
    (await videoOf(changes))?.commands[0]?.parameters;
  const renderArguments = async (changes: Record<string, unknown> = {}) =>
    (await compile(changes)).tasks[0]?.commands[0]?.parameters['args'];

  beforeAll(async () => {
    compiler = await startTestCompiler();
  });
  afterAll(() => compiler.stop());

  it('renders each chunk in its own task and makes a video when all are done', async () => {
    const { tasks } = await compile();
    expect(tasks.map(({ name, type, stepsTotal, indexInJob }) => [indexInJob, name, type, stepsTotal])).toEqual([
      [1, 'render-1-4', 'blender', 4],
      [2, 'render-5-8', 'blender', 4],
      [3, 'render-9,10,12', 'blender', 3],
      [4, 'preview-video', 'ffmpeg', 1],
    ]);
    expect(tasks[0]?.dependencies).toEqual([]);
    expect(tasks[3]?.dependencies).toEqual(tasks.slice(0, 3).map(({ id }) => id));
  });

  it('tells Blender what to render and where', async () => {
    const { tasks } = await compile();
    expect(tasks[2]?.commands).toEqual([
      {
        name: 'blender-render',
        total_step_count: 3,
        parameters: {
          exe: '{blender}',
          exeArgs: '{blenderArgs}',
          argsBefore: [],
          blendfile: '/shots/sc010/sc010.flamenco.blend',
          args: [
            '--scene',
            'Shot',
            '--python-expr',
            expect.any(String),
            '--render-output',
            '{jobs}/sc010/2026-06-01_122030/######',
            '--render-format',
            'PNG',
            '--render-frame',
            '9,10,12',
          ],
        },
      },
    ]);
    expect(await renderArguments()).toContain('1..4');
  });

  it('keeps frames that were rendered before, in one line of Python', async () => {
    const [, , , python] = (await renderArguments()) as string[];
    for (const statement of ['use_file_extension = True', 'use_overwrite = False', 'use_placeholder = False'])
      expect(python).toContain(statement);
    expect(python).not.toContain('\n');
  });

  it('renders every Nth frame, and tells Blender which these are', async () => {
    const { tasks } = await compile({ frames: '1-12x3, 2' });
    expect(tasks.map(({ name, stepsTotal }) => [name, stepsTotal])).toEqual([
      ['render-1,2,4,7', 4],
      ['render-10', 1],
      ['preview-video', 1],
    ]);
    expect(tasks[0]?.commands[0]?.parameters['args']).toEqual(expect.arrayContaining(['--render-frame', '1,2,4,7']));
  });

  it('leaves the choice of scene to the blend file when it is not known', async () => {
    expect(await renderArguments({ scene: undefined })).not.toContain('--scene');
    expect(await renderArguments({ scene: '' })).not.toContain('--scene');
  });

  it('tells FFmpeg where the frames are, and how to make a video that plays everywhere', async () => {
    expect((await videoOf())?.commands).toEqual([
      {
        name: 'frames-to-video',
        total_step_count: 0,
        parameters: {
          exe: 'ffmpeg',
          fps: 24,
          inputGlob: '{jobs}/sc010/2026-06-01_122030/*.png',
          outputFile: '{jobs}/sc010/2026-06-01_122030/sc010-1-12.mp4',
          args: [
            '-c:v',
            'h264',
            '-crf',
            '20',
            '-g',
            '18',
            '-vf',
            'pad=ceil(iw/2)*2:ceil(ih/2)*2',
            '-pix_fmt',
            'yuv420p',
            '-r',
            24,
            '-y',
          ],
        },
      },
    ]);
  });

  it('stores the output path with the time of submission, in the farm’s time zone', async () => {
    const { job } = await compile();
    expect(job.settings).toEqual({ ...SETTINGS, render_output_path: '{jobs}/sc010/2026-06-01_122030/######' });
  });

  it.each([
    ['1-10', '1-10'],
    ['1..10', '1..10'],
    ['47', '47'],
    ['1-10, 20-25,40', '1-40'],
    ['40,1-10', '1-40'],
    ['1-10x2', '1-10x2'],
    ['1-10 : 2', '1-10x2'],
    ['10-20x3, 30-40:2', '10-40'],
  ])('names the video of frames %s after %s', async (frames, shown) => {
    expect((await videoParameters({ frames }))?.['outputFile']).toMatch(
      new RegExp(`/sc010-${shown.replaceAll('.', '\\.')}\\.mp4$`),
    );
  });

  it.each(['OPEN_EXR', 'OPEN_EXR_MULTILAYER', 'EXR', 'MULTILAYER'])(
    'makes the video of %s frames from their previews, when there are any',
    async (format) => {
      expect(await videoOf({ format })).toBeUndefined();
      expect(
        (await videoParameters({ format, image_file_extension: '.exr', has_previews: true }))?.['inputGlob'],
      ).toMatch(/\/\*\.jpg$/);
    },
  );

  it('leaves everything to the scene when an add-on sends empty overrides, and does not keep them', async () => {
    const texts = 'camera view_layer cameras view_layers color_mode color_depth codec device overrides'.split(' ');
    const numbers = 'resolution_percentage samples quality'.split(' ');
    const empty = Object.fromEntries([...texts.map((key) => [key, '']), ...numbers.map((key) => [key, 0])]);
    const plain = await compile();
    const { job, tasks } = await compile(empty);
    expect(tasks.map(({ commands }) => commands)).toEqual(plain.tasks.map(({ commands }) => commands));
    expect(job.settings).toEqual(plain.job.settings);
  });

  it.each([
    [{ resolution_percentage: 50 }, 'r.resolution_percentage = 50'],
    [{ samples: 16 }, 'setattr(s.cycles, "samples", 16)'],
    [{ view_layer: 'Vorder"grund' }, 's.view_layers["Vorder\\"grund"].use = True'],
    [{ format: 'OPEN_EXR', codec: 'DWAA' }, 'i.file_format = "OPEN_EXR"; i.exr_codec = "DWAA"'],
    [{ format: 'TIFF', codec: 'LZW' }, 'i.tiff_codec = "LZW"'],
    [{ color_mode: 'BW', color_depth: '16' }, 'i.color_mode = "BW"; i.color_depth = "16"'],
    [{ format: 'JPEG', quality: 60 }, 'i.file_format = "JPEG"; i.quality = 60'],
    [{ format: 'JPEG2000', codec: 'JP2' }, 'i.jpeg2k_codec = "JP2"'],
    [{ camera: 'Cam "1"' }, 's.camera = s.objects["Cam \\"1\\""]; [setattr(m, "camera", None)'],
    [{ device: 'CPU' }, 's.cycles.device = "CPU"'],
    [{ device: 'GPU' }, 'assert t, "this worker has no graphics card that Cycles can use"; s.cycles.device = "GPU"'],
    [{ device: 'GPU_OR_CPU' }, 's.cycles.device = "GPU" if t else "CPU"'],
    [
      { overrides: 'cycles.time_limit = 1e-05\nrender.use_border = False\ncycles.denoiser = "OPTIX"' },
      's.cycles.time_limit = 1e-05; s.render.use_border = False; s.cycles.denoiser = "OPTIX"',
    ],
  ])('makes Blender change the open scene for %j, or fail', async (changes, statement) => {
    const args = (await renderArguments(changes)) as string[];
    expect(args.slice(2, 5)).toEqual(['--python-exit-code', '1', '--python-expr']);
    expect(args[5]).toContain(statement);
    expect(args[5]).toContain('use_overwrite = False');
    expect(args[5]).not.toContain('\n');
  });

  it.each([{ samples: -1 }, { samples: '16); import os' }, { resolution_percentage: 12.5 }])(
    'refuses %j',
    async (changes) => {
      await expect(compile(changes)).rejects.toThrow(`${Object.keys(changes)[0]} must be a whole number above 0`);
    },
  );

  it.each([
    [{ device: 'QUANTUM' }, 'the setting device must be CPU, GPU or GPU_OR_CPU, not "QUANTUM"'],
    [{ overrides: 'import os' }, 'in the setting overrides, this cannot be done: import os'],
    [{ overrides: 'cycles.samples = 1; import os' }, 'this cannot be done'],
    [{ overrides: 'cycles.denoiser = "\\"' }, 'this cannot be done'],
    [{ overrides: 'camera.hide_render = True' }, 'this cannot be done'],
  ])('refuses %j, and says why', async (changes, text) => {
    await expect(compile(changes)).rejects.toThrow(text);
  });

  it('renders several cameras and view layers into a folder each, one after the other, and makes a video of each', async () => {
    const { tasks } = await compile({ cameras: 'A\nB:1\nb/1', view_layers: 'Fog\nSet.', frames: '1-4' });
    expect(tasks.map(({ name }) => name)).toEqual([
      ...['A/Fog', 'A/Set', 'B_1/Fog', 'B_1/Set', 'b_1 2/Fog', 'b_1 2/Set'].map((view) => `render-${view}-1-4`),
      ...['A/Fog', 'A/Set', 'B_1/Fog', 'B_1/Set', 'b_1 2/Fog', 'b_1 2/Set'].map((view) => `preview-video-${view}`),
    ]);
    const args = tasks[3]?.commands[0]?.parameters['args'] as string[];
    expect(args).toContain('{jobs}/sc010/2026-06-01_122030/B_1/Set/######');
    expect(args[args.indexOf('--python-expr') + 1]).toContain('s.camera = s.objects["B:1"]');
    expect(args[args.indexOf('--python-expr') + 1]).toContain('s.view_layers["Set."].use = True');
    expect(tasks[9]?.dependencies).toEqual([tasks[3]?.id]);
    expect(tasks[9]?.commands[0]?.parameters).toMatchObject({
      inputGlob: '{jobs}/sc010/2026-06-01_122030/B_1/Set/*.png',
      outputFile: '{jobs}/sc010/2026-06-01_122030/B_1/Set/sc010-1-4.mp4',
    });
  });

  it('renders a single camera where the frames of all jobs go', async () => {
    const { tasks } = await compile({ cameras: 'A', view_layers: '', frames: '1-4' });
    expect(tasks.map(({ name }) => name)).toEqual(['render-1-4', 'preview-video']);
    expect(tasks[0]?.commands[0]?.parameters['args']).toContain('{jobs}/sc010/2026-06-01_122030/######');
  });

  it.each(['CINEON', 'HDR'])('makes no video of %s frames, which FFmpeg cannot read', async (format) => {
    expect(await videoOf({ format })).toBeUndefined();
  });

  it('makes the textures’ cache files in a task before the frames if Cycles would make them while it renders', async () => {
    const { tasks } = await compile({ texture_cache: true });
    const [cache, ...others] = tasks;
    expect([cache?.name, cache?.type, cache?.stepsTotal, cache?.dependencies]).toEqual([
      'texture-cache',
      'blender',
      1,
      [],
    ]);
    expect(cache?.commands).toEqual([
      {
        name: 'blender-render',
        total_step_count: 0,
        parameters: {
          exe: '{blender}',
          exeArgs: '{blenderArgs}',
          argsBefore: [],
          blendfile: '/shots/sc010/sc010.flamenco.blend',
          // Cycles can do without the files, so a worker that cannot write them must not fail the job.
          args: [
            '--scene',
            'Shot',
            '--python-exit-code',
            '0',
            '--python-expr',
            expect.stringContaining('bpy.ops.render.generate_texture_cache()'),
          ],
        },
      },
    ]);
    const renderTasks = others.filter(({ name }) => name.startsWith('render-'));
    expect(renderTasks.map(({ dependencies }) => dependencies)).toEqual(renderTasks.map(() => [cache?.id]));
    expect(JSON.stringify(renderTasks[0]?.commands)).toContain(
      JSON.stringify('setattr(f, "texture_cache_directory", bpy.app.tempdir)').slice(1, -1),
    );
  });

  it('leaves a job without such files as it is', async () => {
    const plain = await compile();
    const { job, tasks } = await compile({ texture_cache: false });
    expect(job.settings).toEqual(plain.job.settings);
    expect(tasks.map(({ name, commands }) => [name, commands])).toEqual(
      plain.tasks.map(({ name, commands }) => [name, commands]),
    );
  });

  it('makes no video if it is told so', async () => {
    expect(await videoOf({ preview_video: false })).toBeUndefined();
    expect(await videoOf({ preview_video: true })).toBeDefined();
    expect(await videoOf({ preview_video: undefined })).toBeDefined();
  });

  it.each([{ fps: undefined }, { fps: 0 }, { image_file_extension: undefined }, { image_file_extension: '' }])(
    'makes no video with %j',
    async (changes) => {
      expect(await videoOf(changes)).toBeUndefined();
    },
  );

  it.each([undefined, null, ''])('lets the scene decide about the format if that is %j', async (format) => {
    expect(await renderArguments({ format })).not.toContain('--render-format');
  });

  it('writes Windows paths with forward slashes and keeps network paths intact', async () => {
    const windows = { render_output_path: 'R:\\sc010\\{timestamp}\\######', blendfile: 'R:\\shots\\sc010.blend' };
    expect(await renderArguments(windows)).toContain('R:/sc010/2026-06-01_122030/######');
    expect((await compile(windows)).tasks[0]?.commands[0]?.parameters['blendfile']).toBe('R:\\shots\\sc010.blend');
    expect(await videoParameters(windows)).toMatchObject({
      inputGlob: 'R:/sc010/2026-06-01_122030/*.png',
      outputFile: 'R:/sc010/2026-06-01_122030/sc010-1-12.mp4',
    });
    expect(await renderArguments({ render_output_path: '\\\\SERVER\\renders\\######' })).toContain(
      '\\\\SERVER\\renders\\######',
    );
  });

  it.each([
    ['FFMPEG', 'images'],
    ['AVI_RAW', 'images'],
    ['AVI_JPEG', 'images'],
  ])('refuses the video format %s', async (format, text) => {
    await expect(compile({ format })).rejects.toThrow(text);
  });

  it('refuses a job without an output path', async () => {
    await expect(compile({ render_output_path: undefined })).rejects.toThrow('render_output_path');
  });

  it('refuses a frame range that makes no sense, and tells the artist where the script stopped', async () => {
    await expect(compile({ frames: '10-1' })).rejects.toThrow(
      /^simple-blender-render, line \d+, column \d+: no frames in "10-1"$/,
    );
    await expect(compile({ frames: '-5-10' })).rejects.toThrow(
      '"-5-10" has frames below 0, which a farm cannot render',
    );
  });

  it('shows the settings in the order and the places that artists are used to', async () => {
    const settings = (await compiler.registry.get('simple-blender-render'))?.settings ?? [];
    expect(settings.map(({ key, type, subtype, visible }) => [key, subtype ?? type, visible ?? 'visible'])).toEqual([
      ['frames', 'string', 'visible'],
      ['chunk_size', 'int32', 'submission'],
      ['render_output_root', 'dir_path', 'submission'],
      ['add_path_components', 'int32', 'submission'],
      ['render_output_path', 'file_path', 'visible'],
      ['blendfile', 'string', 'web'],
      ['fps', 'float', 'hidden'],
      ['format', 'string', 'web'],
      ['image_file_extension', 'string', 'hidden'],
      ['has_previews', 'bool', 'hidden'],
      ['scene', 'string', 'web'],
      ['texture_cache', 'bool', 'web'],
      ['preview_video', 'bool', 'submission'],
      ['camera', 'string', 'web'],
      ['view_layer', 'string', 'web'],
      ['cameras', 'string', 'web'],
      ['view_layers', 'string', 'web'],
      ['resolution_percentage', 'int32', 'web'],
      ['samples', 'int32', 'web'],
      ['color_mode', 'string', 'web'],
      ['color_depth', 'string', 'web'],
      ['codec', 'string', 'web'],
      ['quality', 'int32', 'web'],
      ['device', 'string', 'web'],
      ['overrides', 'string', 'web'],
    ]);
    expect(settings.filter(({ required }) => required).map(({ key }) => key)).toEqual([
      'frames',
      'render_output_root',
      'add_path_components',
      'blendfile',
      'format',
      'image_file_extension',
      'scene',
    ]);
  });
});
