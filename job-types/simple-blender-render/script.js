// @ts-check
/// <reference path="../api.d.ts" />
// SPDX-License-Identifier: GPL-3.0-or-later

/** @type {JobType} */
const JOB_TYPE = {
  label: 'Simple Blender Render',
  description: 'Renders the frames of an animation as images, then makes a preview video of them.',
  settings: [
    {
      key: 'frames',
      type: 'string',
      required: true,
      eval: "f'{C.scene.frame_start}-{C.scene.frame_end}' + (f'x{C.scene.frame_step}' if C.scene.frame_step > 1 else '')",
      evalInfo: { showLinkButton: true, description: 'Scene frame range' },
      description: 'Which frames to render, for example "47", "3, 5-10, 47-327", or "1-30x2" for every second one.',
    },
    {
      key: 'chunk_size',
      type: 'int32',
      default: 1,
      visible: 'submission',
      description: 'How many frames one task renders.',
    },
    {
      key: 'render_output_root',
      type: 'string',
      subtype: 'dir_path',
      required: true,
      visible: 'submission',
      description: 'Folder in which a folder for this job is created.',
    },
    {
      key: 'add_path_components',
      type: 'int32',
      required: true,
      default: 0,
      propargs: { min: 0, max: 32 },
      visible: 'submission',
      description: "How many of the blend file's parent folders to repeat below the output folder.",
    },
    {
      key: 'render_output_path',
      type: 'string',
      subtype: 'file_path',
      editable: false,
      eval: "str(Path(abspath(settings.render_output_root), last_n_dir_parts(settings.add_path_components), jobname, '{timestamp}', '######'))",
      description: 'Where the rendered frames will be.',
    },
    { key: 'blendfile', type: 'string', required: true, visible: 'web', description: 'The blend file to render.' },
    { key: 'fps', type: 'float', eval: 'C.scene.render.fps / C.scene.render.fps_base', visible: 'hidden' },
    {
      key: 'format',
      type: 'string',
      required: true,
      eval: 'C.scene.render.image_settings.file_format',
      visible: 'web',
    },
    {
      key: 'image_file_extension',
      type: 'string',
      required: true,
      eval: 'C.scene.render.file_extension',
      visible: 'hidden',
    },
    { key: 'has_previews', type: 'bool', eval: 'C.scene.render.image_settings.use_preview', visible: 'hidden' },
    { key: 'scene', type: 'string', required: true, eval: 'C.scene.name', visible: 'web' },
    {
      key: 'texture_cache',
      type: 'bool',
      // Blender has these settings from 5.2 on.
      eval: "C.scene.render.engine == 'CYCLES' and getattr(C.scene.render, 'use_texture_cache', False) and getattr(C.scene.render, 'use_auto_generate_texture_cache', False)",
      visible: 'web',
      description: 'Make the cache files of all textures before the frames, as Cycles would while it renders.',
    },
    {
      key: 'preview_video',
      type: 'bool',
      default: true,
      visible: 'submission',
      description: 'Make a video of all frames at the end.',
    },
    // These replace what the scene says. Add-ons that do not know them leave them empty.
    { key: 'view_layer', type: 'string', visible: 'web', description: 'The only view layer to render.' },
    {
      key: 'resolution_percentage',
      type: 'int32',
      visible: 'web',
      description: "Percentage of the scene's resolution.",
    },
    { key: 'samples', type: 'int32', visible: 'web', description: 'Samples per pixel.' },
    { key: 'color_mode', type: 'string', visible: 'web', description: 'BW, RGB or RGBA.' },
    { key: 'color_depth', type: 'string', visible: 'web', description: 'Bits per channel.' },
    { key: 'codec', type: 'string', visible: 'web', description: 'Compression of OpenEXR or TIFF frames.' },
  ],
};

/** Settings that are dropped if left empty, 0 or false: all but the first replace one of the scene's. */
const OPTIONAL = [
  'texture_cache',
  'view_layer',
  'resolution_percentage',
  'samples',
  'color_mode',
  'color_depth',
  'codec',
];

/** Formats that hold a whole video: frames that are rendered separately cannot be put into one. */
const VIDEO_FORMATS = new Set(['FFMPEG', 'AVI_RAW', 'AVI_JPEG']);

/** For these formats, FFmpeg gets the JPEG previews that Blender saves beside the frames. */
const EXR_FORMATS = new Set(['EXR', 'MULTILAYER', 'OPEN_EXR', 'OPEN_EXR_MULTILAYER']);

/** Rendered frames are kept: a task that runs again, or elsewhere, carries on with the missing frames. */
const KEEP_RENDERED_FRAMES =
  'import bpy; r = bpy.context.scene.render; r.use_file_extension = True; r.use_overwrite = False; r.use_placeholder = False';

/** Does nothing before Blender 5.2. */
const MAKE_TEXTURE_CACHE =
  'import bpy; hasattr(bpy.context.scene.render, "use_auto_generate_texture_cache") and bpy.ops.render.generate_texture_cache()';

/**
 * Cycles looks beside the images first. Cache files that it lacks there, because they could not be written or an image
 * has changed since, go into Blender's own temporary folder: not into one that many workers share.
 */
const OWN_TEXTURE_CACHE =
  'import os; f = bpy.context.preferences.filepaths; hasattr(f, "texture_cache_directory") and not os.path.isabs(f.texture_cache_directory) and setattr(f, "texture_cache_directory", bpy.app.tempdir)';

/** H.264 with this pixel format takes only even sizes: the pad filter adds a row or column to odd ones. */
const VIDEO_ARGUMENTS = '-c:v h264 -crf 20 -g 18 -vf pad=ceil(iw/2)*2:ceil(ih/2)*2 -pix_fmt yuv420p'.split(' ');

/** @param {Job} job */
function compileJob(job) {
  const { settings } = job;
  if (VIDEO_FORMATS.has(settings.format)) {
    throw new Error(`this job type renders images; choose an image format instead of ${settings.format}`);
  }
  if (!settings.render_output_path) throw new Error('the setting render_output_path is missing');
  for (const key of OPTIONAL) if (!settings[key]) delete settings[key];

  settings.render_output_path = settings.render_output_path.replaceAll(
    '{timestamp}',
    formatTimestampLocal(job.created),
  );
  const renderTasks = frameChunker(settings.frames, settings.chunk_size).map((chunk) => renderTask(settings, chunk));
  if (settings.texture_cache) {
    const cache = textureCacheTask(settings);
    for (const task of renderTasks) task.addDependency(cache);
    job.addTask(cache);
  }
  for (const task of renderTasks) job.addTask(task);

  const video = previewVideoTask(settings);
  if (!video) return;
  for (const task of renderTasks) video.addDependency(task);
  job.addTask(video);
}

/**
 * The task that makes the cache files of all textures. It is completed even if that is impossible, for instance because
 * the folder of an image is read-only: Cycles can do without.
 *
 * @param {Record<string, any>} settings
 */
function textureCacheTask(settings) {
  const args = [...sceneArguments(settings), '--python-exit-code', '0', '--python-expr', MAKE_TEXTURE_CACHE];
  const task = author.Task('texture-cache', 'blender');
  task.addCommand(author.Command('blender-render', blenderParameters(settings, args)));
  return task;
}

/**
 * @param {Record<string, any>} settings
 * @param {string} chunk
 */
function renderTask(settings, chunk) {
  const output = settings.render_output_path;
  const overrides = overridesInPython(settings);
  const args = [
    ...sceneArguments(settings),
    // Without this, Blender goes on rendering after an error, with only some of the overrides.
    ...(overrides.length > 0 ? ['--python-exit-code', '1'] : []),
    '--python-expr',
    [KEEP_RENDERED_FRAMES, ...(settings.texture_cache ? [OWN_TEXTURE_CACHE] : []), ...overrides].join('; '),
    '--render-output',
    fileIn(path.dirname(output), path.basename(output)),
    ...(settings.format ? ['--render-format', settings.format] : []),
    '--render-frame',
    chunk.replaceAll('-', '..'),
  ];
  const task = author.Task(`render-${chunk}`, 'blender');
  task.addCommand(author.Command('blender-render', blenderParameters(settings, args), frameCount(chunk)));
  return task;
}

/** @param {Record<string, any>} settings */
function sceneArguments({ scene }) {
  return scene ? ['--scene', scene] : [];
}

/**
 * @param {Record<string, any>} settings
 * @param {string[]} args
 */
function blenderParameters({ blendfile }, args) {
  return { exe: '{blender}', exeArgs: '{blenderArgs}', argsBefore: [], blendfile, args };
}

/**
 * Statements that change the open scene in a worker's Blender, and nothing on disk. They use `r`, the scene's render
 * settings.
 *
 * @param {Record<string, any>} settings
 * @returns {string[]}
 */
function overridesInPython(settings) {
  const { view_layer, resolution_percentage, samples } = settings;
  const statements = formatInPython(settings);
  if (resolution_percentage) {
    statements.push(`r.resolution_percentage = ${wholeNumber('resolution_percentage', resolution_percentage)}`);
  }
  if (samples) {
    const count = wholeNumber('samples', samples);
    statements.push(
      `hasattr(s, "cycles") and setattr(s.cycles, "samples", ${count})`,
      `hasattr(s.eevee, "taa_render_samples") and setattr(s.eevee, "taa_render_samples", ${count})`,
    );
  }
  if (view_layer) {
    const name = JSON.stringify(view_layer);
    statements.push(
      `s.view_layers[${name}].use = True`,
      `[setattr(l, "use", l.name == ${name}) for l in s.view_layers]`,
    );
  }
  return statements.length > 0 ? ['s = bpy.context.scene', ...statements] : [];
}

/** @param {Record<string, any>} settings */
function formatInPython({ format, color_mode, color_depth, codec }) {
  if (!color_mode && !color_depth && !codec) return [];
  const media = format === 'OPEN_EXR_MULTILAYER' ? 'MULTI_LAYER_IMAGE' : 'IMAGE';
  const codecName = format === 'TIFF' ? 'tiff_codec' : 'exr_codec';
  return [
    'i = r.image_settings',
    // Blender 5 groups formats by medium; 4 has no such setting. Which modes and depths are possible depends on the
    // format, so that comes first.
    `hasattr(i, "media_type") and setattr(i, "media_type", "${media}")`,
    `i.file_format = ${JSON.stringify(format)}`,
    ...(color_mode ? [`i.color_mode = ${JSON.stringify(color_mode)}`] : []),
    ...(color_depth ? [`i.color_depth = ${JSON.stringify(color_depth)}`] : []),
    ...(codec ? [`i.${codecName} = ${JSON.stringify(codec)}`] : []),
  ];
}

/**
 * @param {string} key
 * @param {unknown} value
 * @returns {number}
 */
function wholeNumber(key, value) {
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw new Error(`the setting ${key} must be a whole number above 0, not ${JSON.stringify(value)}`);
}

/**
 * The task that makes a video of all frames, or undefined if there is nothing that FFmpeg could use.
 *
 * @param {Record<string, any>} settings
 */
function previewVideoTask(settings) {
  const isExr = EXR_FORMATS.has(settings.format);
  const extension = isExr ? '.jpg' : settings.image_file_extension;
  if (settings.preview_video === false || !settings.fps || !extension || (isExr && !settings.has_previews)) {
    return undefined;
  }

  const directory = path.dirname(settings.render_output_path);
  const blendName = path.stem(settings.blendfile).replace('.flamenco', '');
  const task = author.Task('preview-video', 'ffmpeg');
  task.addCommand(
    author.Command('frames-to-video', {
      exe: 'ffmpeg',
      fps: settings.fps,
      inputGlob: fileIn(directory, `*${extension}`),
      outputFile: fileIn(directory, `${blendName}-${shortRange(settings.frames)}.mp4`),
      args: [...VIDEO_ARGUMENTS, '-r', settings.fps, '-y'],
    }),
  );
  return task;
}

/**
 * Unlike `path.join()`, this leaves the directory as it is.
 *
 * @param {string} directory
 * @param {string} name
 */
function fileIn(directory, name) {
  return directory.endsWith('/') ? directory + name : `${directory}/${name}`;
}

/**
 * A frame range for a file name. A long list would make the name too long, so it becomes `first-last`; a colon before a
 * step is not allowed in names on Windows.
 *
 * @param {string} frames
 */
function shortRange(frames) {
  if (!frames.includes(',')) return frames.replace(/\s*:\s*/, 'x');
  const withoutSteps = frames.replaceAll(/[x:]\s*\d+/gi, '');
  const numbers = (withoutSteps.match(/\d+/g) ?? []).map(Number).toSorted((a, b) => a - b);
  return `${numbers.at(0)}-${numbers.at(-1)}`;
}
