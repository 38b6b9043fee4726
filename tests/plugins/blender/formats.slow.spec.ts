import { copyFile, readdir, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestCompiler, type TestCompiler } from '#tests/support/job-compiler.ts';
import { imageIsCutOff } from '#worker/commands/image-is-cut-off.ts';
import { newArtist, type Artist, type Reports } from './support/artist.ts';
import { BLENDERS, NEEDS_NEWEST_BLENDER, NEWEST_BLENDER, type Blender } from './support/blenders.ts';

const FORMATS = ['PNG', 'OPEN_EXR', 'OPEN_EXR_MULTILAYER'];
const SETTINGS = { frames: '1', chunk_size: 1, render_output_path: '/out/######', blendfile: '/a.blend', samples: 3 };

let compiler: TestCompiler;
beforeAll(async () => {
  compiler = await startTestCompiler();
});
afterAll(() => compiler?.stop());

/** The Python on Blender's command line, when the farm is to save frames in another format than the scene. */
async function expressionFor(format: string): Promise<string> {
  const { tasks } = await compiler.compile('simple-blender-render', { ...SETTINGS, format, color_depth: '16' });
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
    for (const format of FORMATS) expressions[format] = await expressionFor(format);
    reports = await artist.run('formats.py', { file: join(artist.home, 'a.blend'), output, expressions });
  });
  afterAll(() => artist?.leave());

  it('are those of the farm, although the scene makes a video', async () => {
    expect(reports['applied']).toEqual(Object.fromEntries(FORMATS.map((format) => [format, [format, '16']])));
    expect((await readdir(output)).toSorted()).toEqual(['OPEN_EXR.exr', 'OPEN_EXR_MULTILAYER.exr', 'PNG.png']);
  });

  it('come with the farm’s number of samples for EEVEE, whose name has changed twice', () => {
    expect(reports['eevee_samples']).toBe(3);
  });

  it('count as cut off when their end is missing, and only then, also for OpenEXR that is written in parts', async () => {
    const part = join(artist.home, 'part.exr');
    for (const name of await readdir(output)) {
      const whole = join(output, name);
      expect([name, await imageIsCutOff(whole)]).toEqual([name, false]);
      const { size } = await stat(whole);
      for (const share of [0.1, 0.3, 0.6, 0.8]) {
        await copyFile(whole, part);
        await truncate(part, Math.floor(size * share));
        expect([name, share, await imageIsCutOff(part)]).toEqual([name, share, true]);
      }
    }
  });
}
