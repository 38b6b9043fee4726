import { posix } from 'node:path';

/** What the job is for; its name begins with this. */
export type BenchJobName = 'bench' | 'warm-up';

/**
 * A `simple-blender-render` job with `frames` tasks of one frame each and one for the video, as the add-on would submit
 * it. Nothing is rendered, so its paths lead nowhere.
 */
export function renderJob(name: BenchJobName, frames: number): Record<string, unknown> {
  const root = '/nowhere/flamenco-bench';
  return {
    name: `${name}-${frames}`,
    type: 'simple-blender-render',
    submitter_platform: 'linux',
    priority: 100,
    metadata: { project: 'bench' },
    settings: {
      blendfile: posix.join(root, 'scene.blend'),
      frames: `1-${frames}`,
      chunk_size: 1,
      fps: 24,
      format: 'PNG',
      image_file_extension: '.png',
      scene: 'Scene',
      has_previews: false,
      add_path_components: 0,
      render_output_root: root,
      render_output_path: posix.join(root, 'bench', '######'),
    },
  };
}
