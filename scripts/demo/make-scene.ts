import { join } from 'node:path';
import { PROJECT_ROOT } from '../project-root.ts';
import { lastLines, runQuietly } from '../system/run-quietly.ts';

/** What the script writes into the scene, for code that needs to know without opening the file. */
export const SCENE = { frames: 24, fps: 12, name: 'Scene' };

/**
 * Makes Blender build the demo's scene. @throws Error with the last lines of Blender's output
 */
export async function makeScene(blendFile: string, signal: AbortSignal): Promise<void> {
  const script = join(PROJECT_ROOT, 'scripts', 'demo', 'scene.py');
  // The exit code has to come before the script, or Blender ends with 0 whatever happens in it.
  const args = ['-b', '--factory-startup', '-noaudio', '--python-exit-code', '1', '-P', script, '--', blendFile];
  const run = await runQuietly('blender', args, { signal });
  if (run.code !== 0) throw new Error(`Blender ended with exit code ${run.code}:\n${lastLines(run.said, 20)}`);
}
