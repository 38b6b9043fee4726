import { join } from 'node:path';
import type { JobOrder } from '../farm/manager-api.ts';
import { SCENE } from './make-scene.ts';
import type { Scratch } from './scratch.ts';

/** The job that renders the scene, as the Blender add-on would submit it. */
export function renderOrder(scratch: Scratch): JobOrder {
  return {
    name: 'Beads on a knot',
    type: 'simple-blender-render',
    submitter_platform: 'manager',
    metadata: { project: 'Flamenco-NG demo' },
    settings: {
      blendfile: scratch.scene,
      frames: `1-${SCENE.frames}`,
      chunk_size: 4,
      fps: SCENE.fps,
      format: 'PNG',
      image_file_extension: '.png',
      scene: SCENE.name,
      has_previews: false,
      add_path_components: 0,
      render_output_root: scratch.frames,
      render_output_path: join(scratch.frames, '######'),
    },
  };
}
