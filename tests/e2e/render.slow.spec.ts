import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildBlendFile } from '#tests/support/build-blend-file.ts';
import { countVideoFrames } from '#tests/support/count-video-frames.ts';
import { startTestFarm, type TestFarm } from '#tests/support/test-farm.ts';

describe('an animation rendered by a real farm', () => {
  let farm: TestFarm;
  let output = '';

  beforeAll(async () => {
    farm = await startTestFarm();
    const blendfile = join(farm.home, 'turning cube.blend');
    // Blender, FFmpeg and the worker each have characters of their own that are not what they seem.
    output = join(farm.home, 'rendered frames {blend_name} [take 2] 50%d');
    await buildBlendFile(blendfile);
    const job = await farm.submit({
      name: 'turning cube',
      type: 'simple-blender-render',
      submitter_platform: 'manager',
      settings: {
        blendfile,
        frames: '1-6',
        chunk_size: 3,
        fps: 24,
        format: 'PNG',
        image_file_extension: '.png',
        scene: 'Scene',
        has_previews: false,
        add_path_components: 0,
        render_output_root: output,
        render_output_path: join(output, '######'),
      },
    });
    await farm.waitForJob(job.id);
  }, 240_000);

  afterAll(() => farm?.stop());

  it('has an image for every frame, no two of them alike', async () => {
    const names = (await readdir(output)).filter((name) => name.endsWith('.png')).toSorted();
    expect(names).toEqual(['000001.png', '000002.png', '000003.png', '000004.png', '000005.png', '000006.png']);
    const pictures = await Promise.all(
      names.map(async (name) => sharp(join(output, name)).removeAlpha().raw().toBuffer({ resolveWithObject: true })),
    );
    expect(pictures.map(({ info }) => [info.width, info.height])).toEqual(names.map(() => [160, 90]));
    expect(new Set(pictures.map(({ data }) => data.toString('base64'))).size).toBe(6);
  });

  it('has a video with as many frames', async () => {
    const videos = (await readdir(output)).filter((name) => name.endsWith('.mp4'));
    expect(videos).toEqual(['turning cube-1-6.mp4']);
    expect(await countVideoFrames(join(output, videos[0] ?? ''))).toBe(6);
  });
});
