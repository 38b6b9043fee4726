import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { SCENE } from './make-scene.ts';

/** Absolute paths of the files that the job made. */
export type Rendered = { frames: string[]; video: string };

/**
 * Looks at what is really on the disk. @throws Error if frames or the video are missing
 */
export async function findRendered(folder: string): Promise<Rendered> {
  const names = (await readdir(folder)).toSorted();
  const frames = names.filter((name) => name.endsWith('.png')).map((name) => join(folder, name));
  const video = names.find((name) => name.endsWith('.mp4'));
  if (frames.length !== SCENE.frames) throw new Error(`${frames.length} of ${SCENE.frames} frames are in ${folder}`);
  if (!video) throw new Error(`there is no video in ${folder}`);
  return { frames, video: join(folder, video) };
}
