import { copyFile, readdir, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT_ROOT } from '#scripts/project-root.ts';
import { startTestCompiler, type TestCompiler } from '#tests/support/job-compiler.ts';
import { imageIsCutOff } from '#worker/commands/image-is-cut-off.ts';
import { newArtist, type Artist, type Reports } from './support/artist.ts';
import { BLENDERS, NEEDS_NEWEST_BLENDER, NEWEST_BLENDER, type Blender } from './support/blenders.ts';

/** Each with a color depth, and the extension of its files. */
const FORMATS: Record<string, [depth: string, extension: string]> = {
  PNG: ['16', '.png'],
  OPEN_EXR: ['16', '.exr'],
  OPEN_EXR_MULTILAYER: ['16', '.exr'],
  JPEG: ['8', '.jpg'],
  WEBP: ['8', '.webp'],
  JPEG2000: ['12', '.jp2'],
  TARGA: ['8', '.tga'],
  BMP: ['8', '.bmp'],
  DPX: ['10', '.dpx'],
  CINEON: ['10', '.cin'],
  HDR: ['32', '.hdr'],
};
/** Those of which a worker can tell whether they are whole. */
const CHECKED = ['PNG.png', 'JPEG.jpg', 'OPEN_EXR.exr', 'OPEN_EXR_MULTILAYER.exr'];
const ADD_ONS_OWN = join(PROJECT_ROOT, 'plugins/blender/addon/flamenco_ng/output/formats.py');
const SETTINGS = { frames: '1', chunk_size: 1, render_output_path: '/out/######', blendfile: '/a.blend', samples: 3 };

let compiler: TestCompiler;
beforeAll(async () => {
  compiler = await startTestCompiler();
});
afterAll(() => compiler?.stop());

/** The Python on Blender's command line, when the farm is to save frames in another format than the scene. */
async function expressionFor(format: string, color_depth: string): Promise<string> {
  const order = { ...SETTINGS, format, color_depth, quality: 40 };
  const { tasks } = await compiler.compile('simple-blender-render', order);
  const args = tasks[0]?.commands[0]?.parameters['args'] as string[];
  return args[args.indexOf('--python-expr') + 1] ?? '';
}

describe.each(BLENDERS)('formats of frames, in $name', (blender) => {
  rendersEachFormat(blender);
});
describe(`formats of frames, in ${NEWEST_BLENDER.name}`, NEEDS_NEWEST_BLENDER, () => {
  rendersEachFormat(NEWEST_BLENDER);
});

function rendersEachFormat(blender: Blender): void {
  let artist: Artist;
  let reports: Reports;
  let output = '';

  beforeAll(async () => {
    artist = await newArtist(blender);
    output = join(artist.home, 'out');
    const expressions: Record<string, string> = {};
    for (const [format, [depth]] of Object.entries(FORMATS)) expressions[format] = await expressionFor(format, depth);
    const args = { file: join(artist.home, 'a.blend'), output, expressions, formats: ADD_ONS_OWN };
    reports = await artist.run('formats.py', args);
  });
  afterAll(() => artist?.leave());

  it('are those of the farm, although the scene makes a video', async () => {
    const all = Object.entries(FORMATS);
    expect(reports['applied']).toEqual(Object.fromEntries(all.map(([name, [depth]]) => [name, [name, depth, 40]])));
    expect((await readdir(output)).toSorted()).toEqual(
      all.map(([name, [, extension]]) => `${name}${extension}`).toSorted(),
    );
  });

  it('are offered with just the modes and depths that Blender has, and the extension that it gives their files', () => {
    expect(reports['not_possible']).toEqual([]);
  });

  it('come with the farm’s number of samples for EEVEE, whose name has changed twice', () => {
    expect(reports['eevee_samples']).toBe(3);
  });

  it('count as cut off when their end is missing, and only then, also for OpenEXR that is written in parts', async () => {
    const part = join(artist.home, 'part.exr');
    for (const name of CHECKED) {
      const whole = join(output, name);
      expect([name, await imageIsCutOff(whole, new AbortController().signal)]).toEqual([name, false]);
      const { size } = await stat(whole);
      for (const share of [0.1, 0.3, 0.6, 0.8]) {
        await copyFile(whole, part);
        await truncate(part, Math.floor(size * share));
        expect([name, share, await imageIsCutOff(part, new AbortController().signal)]).toEqual([name, share, true]);
      }
    }
  });
}
