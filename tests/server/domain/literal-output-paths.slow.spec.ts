import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DOUBLE_BRACKETS } from '#server/domain/literal-output-paths.ts';
import { BLENDERS } from '#tests/plugins/blender/support/blenders.ts';

/** Renders one small frame to the path in the first argument, after running the Python in the second. */
const RENDER = `
import bpy, sys
path, code = sys.argv[-2:]
scene = bpy.context.scene
scene.render.engine, scene.cycles.samples, scene.cycles.use_denoising = "CYCLES", 1, False
scene.render.resolution_x, scene.render.resolution_y = 32, 16
scene.frame_end = 1
scene.render.filepath = path
exec(code)
bpy.ops.render.render(animation=True)
`;

describe.each(BLENDERS)('$name', (blender) => {
  it.each(['{shot}', '{blend_name}', '{shot', 'sh}ot', '{{shot}}', '{fps} {scene_name:###}'])(
    'writes frames into the folder %s of exactly this name',
    async (folder) => {
      const home = await mkdtemp(join(tmpdir(), 'flamenco-brackets-'));
      onTestFinished(() => rm(home, { recursive: true }));
      await writeFile(join(home, 'render.py'), RENDER);
      const [program = '', ...args] = blender.command(join(home, 'render.py'));
      await promisify(execFile)(program, [...args, join(home, 'out', folder, '{f}_####'), DOUBLE_BRACKETS]);
      expect(await readdir(join(home, 'out'), { recursive: true })).toEqual([folder, join(folder, '{f}_0001.png')]);
    },
  );
});
