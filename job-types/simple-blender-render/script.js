// @ts-check
/// <reference path="../api.d.ts" />
// SPDX-License-Identifier: GPL-3.0-or-later

/** What replaces something of the scene, in the worker's Blender only. Add-ons that do not know it leave it empty. */
const REPLACING = [
  web('camera', 'string', 'The camera to render from.'),
  web('view_layer', 'string', 'The only view layer to render.'),
  web('cameras', 'string', 'Cameras to render from, one per line. Each has a folder of its own.'),
  web('view_layers', 'string', 'View layers to render, one per line. Each has a folder of its own.'),
  web('resolution_percentage', 'int32', "Percentage of the scene's resolution."),
  web('samples', 'int32', 'Samples per pixel.'),
  web('color_mode', 'string', 'BW, RGB or RGBA.'),
  web('color_depth', 'string', 'Bits per channel.'),
  web('codec', 'string', 'Compression of OpenEXR, TIFF or JPEG 2000 frames.'),
  web('quality', 'int32', 'Quality of JPEG, JPEG 2000 or WebP frames, 1 to 100.'),
  web('device', 'string', 'What Cycles renders on: CPU, GPU or GPU_OR_CPU.'),
  web('overrides', 'string', 'Other properties of the scene, one per line, for example "cycles.time_limit = 60".'),
];

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
    ...REPLACING,
  ],
};

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

/**
 * `t` becomes what to program the worker's graphics cards with: what its own preferences say, or else the best that it
 * has, or None. Cards that are switched off in the preferences stay off, unless all are.
 */
const FIND_GPU = [
  'p = bpy.context.preferences.addons["cycles"].preferences',
  't = next((t for t in [p.compute_device_type, "OPTIX", "CUDA", "HIP", "METAL", "ONEAPI"] if t in [e[0] for e in p.get_device_types(bpy.context) if e[0] != "NONE"] and any(d.type == t for d in p.get_devices_for_type(t) or ())), None)',
  't and setattr(p, "compute_device_type", t)',
  't and not any(d.use and d.type == t for d in p.devices) and [setattr(d, "use", True) for d in p.devices if d.type == t]',
];

/** If Cycles is told to use a GPU and there is none, it renders on the processor without a word. */
const NO_GPU = 'assert t, "this worker has no graphics card that Cycles can use"';

const DEVICES = new Map([
  ['CPU', ['s.cycles.device = "CPU"']],
  ['GPU', [...FIND_GPU, NO_GPU, 's.cycles.device = "GPU"']],
  ['GPU_OR_CPU', [...FIND_GPU, 's.cycles.device = "GPU" if t else "CPU"']],
]);

/** A property of the scene and a plain value, as Python writes them. */
const OVERRIDE = /^(cycles|eevee|render)(\.[a-z]\w*)+ = (True|False|-?\d+(\.\d+)?(e-?\d+)?|"[\w ]*")$/;

/** @param {Job} job */
function compileJob(job) {
  const { settings } = job;
  if (VIDEO_FORMATS.has(settings.format)) {
    throw new Error(`this job type renders images; choose an image format instead of ${settings.format}`);
  }
  if (!settings.render_output_path) throw new Error('the setting render_output_path is missing');
  for (const key of ['texture_cache', ...REPLACING.map((each) => each.key)]) if (!settings[key]) delete settings[key];

  settings.render_output_path = settings.render_output_path.replaceAll(
    '{timestamp}',
    formatTimestampLocal(job.created),
  );
  const chunks = frameChunker(settings.frames, settings.chunk_size);
  const rendered = viewsOf(settings).map((view) => ({
    view,
    tasks: chunks.map((chunk) => renderTask(settings, view, chunk)),
  }));
  if (settings.texture_cache) {
    const cache = textureCacheTask(settings);
    for (const { tasks } of rendered) for (const task of tasks) task.addDependency(cache);
    job.addTask(cache);
  }
  for (const { tasks } of rendered) for (const task of tasks) job.addTask(task);
  for (const { view, tasks } of rendered) {
    const video = previewVideoTask(settings, view);
    if (!video) continue;
    for (const task of tasks) video.addDependency(task);
    job.addTask(video);
  }
}

/** @param {string} key @param {'string' | 'int32'} type @param {string} description @returns {JobSetting} */
function web(key, type, description) {
  return { key, type, visible: 'web', description };
}

/** @typedef {{ camera?: string, view_layer?: string, folder: string }} View what is rendered into one folder */

/**
 * One view for each camera and view layer. If there is only one, its frames go where those of all jobs go.
 *
 * @param {Record<string, any>} settings
 * @returns {View[]}
 */
function viewsOf({ camera, view_layer, cameras, view_layers }) {
  return withFolders(cameras, camera).flatMap((one) =>
    withFolders(view_layers, view_layer).map((other) => ({
      camera: one.name,
      view_layer: other.name,
      folder: [one.folder, other.folder].filter(Boolean).join('/'),
    })),
  );
}

/**
 * @param {string} [names] one per line
 * @param {string} [single] used if there are none
 * @returns {{ name?: string, folder: string }[]}
 */
function withFolders(names, single) {
  const all = [...new Set((names ?? '').split('\n').filter(Boolean))];
  if (all.length < 2) return [{ name: all[0] ?? single, folder: '' }];
  const taken = new Set();
  return all.map((name) => {
    // Some computers do not allow these in the name of a folder, and Windows cuts off points and spaces at its end.
    const plain = name.replaceAll(/[\p{Cc}\\/:*?"<>|{}]/gu, '_').replace(/[. ]+$/, '') || '_';
    let folder = plain;
    // Windows and macOS do not tell upper case from lower case.
    for (let number = 2; taken.has(folder.toLowerCase()); number += 1) folder = `${plain} ${number}`;
    taken.add(folder.toLowerCase());
    return { name, folder };
  });
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

/** @param {Record<string, any>} settings @param {View} view @param {string} chunk */
function renderTask(settings, view, chunk) {
  const overrides = overridesInPython(settings, view);
  const args = [
    ...sceneArguments(settings),
    // Without this, Blender goes on rendering after an error, with only some of the overrides.
    ...(overrides.length > 0 ? ['--python-exit-code', '1'] : []),
    '--python-expr',
    [KEEP_RENDERED_FRAMES, ...(settings.texture_cache ? [OWN_TEXTURE_CACHE] : []), ...overrides].join('; '),
    '--render-output',
    fileIn(folderOf(settings, view), path.basename(settings.render_output_path)),
    ...(settings.format ? ['--render-format', settings.format] : []),
    '--render-frame',
    chunk.replaceAll('-', '..'),
  ];
  const task = author.Task(taskName('render', view, chunk), 'blender');
  task.addCommand(author.Command('blender-render', blenderParameters(settings, args), frameCount(chunk)));
  return task;
}

/** @param {Record<string, any>} settings */
function sceneArguments({ scene }) {
  return scene ? ['--scene', scene] : [];
}

/** @param {Record<string, any>} settings @param {string[]} args */
function blenderParameters({ blendfile }, args) {
  return { exe: '{blender}', exeArgs: '{blenderArgs}', argsBefore: [], blendfile, args };
}

/**
 * Statements that change the open scene in a worker's Blender, and nothing on disk. They use `r`, the scene's render
 * settings.
 *
 * @param {Record<string, any>} settings
 * @param {View} view
 * @returns {string[]}
 */
function overridesInPython(settings, view) {
  const { resolution_percentage, samples, device, overrides } = settings;
  const statements = formatInPython(settings);
  if (resolution_percentage) {
    statements.push(`r.resolution_percentage = ${wholeNumber('resolution_percentage', resolution_percentage)}`);
  }
  if (samples) {
    const count = wholeNumber('samples', samples);
    statements.push(`hasattr(s, "cycles") and setattr(s.cycles, "samples", ${count})`);
    statements.push(`hasattr(s.eevee, "taa_render_samples") and setattr(s.eevee, "taa_render_samples", ${count})`);
  }
  if (device) {
    const python = DEVICES.get(device);
    if (!python) throw new Error(`the setting device must be CPU, GPU or GPU_OR_CPU, not ${JSON.stringify(device)}`);
    statements.push(...python);
  }
  for (const line of (overrides ?? '').split('\n').filter(Boolean)) {
    if (!OVERRIDE.test(line)) throw new Error(`in the setting overrides, this cannot be done: ${line}`);
    statements.push(`s.${line}`);
  }
  statements.push(...viewInPython(view));
  return statements.length > 0 ? ['s = bpy.context.scene', ...statements] : [];
}

/** @param {View} view */
function viewInPython({ camera, view_layer }) {
  const [from, layer] = [JSON.stringify(camera), JSON.stringify(view_layer)];
  // Markers that change the camera must not do so on the farm.
  const ofCamera = [`s.camera = s.objects[${from}]`, '[setattr(m, "camera", None) for m in s.timeline_markers]'];
  const ofLayer = [
    `s.view_layers[${layer}].use = True`,
    `[setattr(l, "use", l.name == ${layer}) for l in s.view_layers]`,
  ];
  return [...(camera ? ofCamera : []), ...(view_layer ? ofLayer : [])];
}

/** @param {Record<string, any>} settings */
function formatInPython({ format, color_mode, color_depth, codec, quality }) {
  if (!color_mode && !color_depth && !codec && !quality) return [];
  const media = format === 'OPEN_EXR_MULTILAYER' ? 'MULTI_LAYER_IMAGE' : 'IMAGE';
  const codecName = { TIFF: 'tiff_codec', JPEG2000: 'jpeg2k_codec' }[String(format)] ?? 'exr_codec';
  return [
    'i = r.image_settings',
    // Blender 5 groups formats by medium; 4 has no such setting. Which modes and depths are possible depends on the
    // format, so that comes first.
    `hasattr(i, "media_type") and setattr(i, "media_type", "${media}")`,
    `i.file_format = ${JSON.stringify(format)}`,
    ...(color_mode ? [`i.color_mode = ${JSON.stringify(color_mode)}`] : []),
    ...(color_depth ? [`i.color_depth = ${JSON.stringify(color_depth)}`] : []),
    ...(codec ? [`i.${codecName} = ${JSON.stringify(codec)}`] : []),
    ...(quality ? [`i.quality = ${wholeNumber('quality', quality)}`] : []),
  ];
}

/** @param {string} key @param {unknown} value @returns {number} */
function wholeNumber(key, value) {
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw new Error(`the setting ${key} must be a whole number above 0, not ${JSON.stringify(value)}`);
}

/**
 * The task that makes a video of all frames of a view, or undefined if there is nothing that FFmpeg could use.
 *
 * @param {Record<string, any>} settings
 * @param {View} view
 */
function previewVideoTask(settings, view) {
  const isExr = EXR_FORMATS.has(settings.format);
  const extension = isExr ? '.jpg' : settings.image_file_extension;
  if (settings.preview_video === false || !settings.fps || !extension || (isExr && !settings.has_previews)) {
    return undefined;
  }
  // FFmpeg cannot read these.
  if (['CINEON', 'HDR'].includes(settings.format)) return undefined;

  const directory = folderOf(settings, view);
  const blendName = path.stem(settings.blendfile).replace('.flamenco', '');
  const task = author.Task(taskName('preview-video', view), 'ffmpeg');
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

/** @param {Record<string, any>} settings @param {View} view */
function folderOf(settings, { folder }) {
  const directory = path.dirname(settings.render_output_path);
  return folder ? fileIn(directory, folder) : directory;
}

/** @param {string} what @param {View} view @param {string} [chunk] */
function taskName(what, { folder }, chunk) {
  return [what, folder, chunk].filter(Boolean).join('-');
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
