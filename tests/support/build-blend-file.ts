import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A turning cube, seen from close up, so that no two frames are alike. */
const SCRIPT = `
import bpy, sys
scene = bpy.context.scene
cube = bpy.data.objects["Cube"]
for frame in (1, 48):
    cube.rotation_euler = (0.3 * frame / 6, 0, frame / 6)
    cube.keyframe_insert("rotation_euler", frame=frame)
scene.render.engine = "CYCLES"
scene.cycles.samples = 2
scene.cycles.use_denoising = False
scene.render.resolution_x, scene.render.resolution_y = 160, 90
scene.render.resolution_percentage = 100
scene.render.image_settings.file_format = "PNG"
bpy.ops.wm.save_as_mainfile(filepath=sys.argv[-1])
`;

/** Makes real Blender save a small animation: Cycles, 2 samples, 160 by 90 pixels. */
export async function buildBlendFile(path: string): Promise<void> {
  const args = ['-b', '--factory-startup', '-noaudio', '--python-exit-code', '1', '--python-expr', SCRIPT, '--', path];
  await promisify(execFile)('blender', args);
}
