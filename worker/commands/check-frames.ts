import { imageLibrary } from '../image-library.ts';
import { isRegularFile } from '../regular-file.ts';
import { unlessAborted } from '../unless-aborted.ts';
import { CommandFailed } from './command.ts';
import { frameGaps } from './frame-numbers.ts';
import { imageIsCutOff } from './image-is-cut-off.ts';

/**
 * Looks at the frames before they become a video. Returns notes on what may be intended, but people should know: gaps
 * and different sizes.
 *
 * @throws CommandFailed for a frame whose writing was interrupted: FFmpeg would end the video there, or leave the frame
 * out, and report success.
 */
export async function checkFrames(frames: readonly string[], signal: AbortSignal): Promise<string[]> {
  const sizes = new Map<string, string[]>();
  const readImage = await imageReader();
  for (const frame of frames) {
    if (!(await unlessAborted(isRegularFile(frame), signal))) {
      throw new CommandFailed(
        `frames-to-video: ${frame} matches, but is not a regular file; remove it, or make the pattern more specific`,
      );
    }
    if (await imageIsCutOff(frame, signal)) {
      throw new CommandFailed(
        `frames-to-video: ${frame} is empty or cut off; delete it and requeue the task that renders it`,
      );
    }
    const size = await (readImage && unlessAborted(readImage(frame), signal));
    if (size !== undefined) sizes.set(size, [...(sizes.get(size) ?? []), frame]);
  }
  const gaps = frameGaps(frames);
  return [
    ...(gaps === undefined ? [] : [`there are no files for frames ${gaps}; the video jumps there`]),
    ...(readImage ? [] : ['the sizes of the frames were not compared: this worker has no image library (sharp)']),
    ...(sizes.size < 2
      ? []
      : [`frames have different sizes: ${describe(sizes)}; FFmpeg scales all of them to the size of the first`]),
  ];
}

/**
 * Returns a function that gives the size of an image, like `1920x1080`, or undefined for formats that cannot be read
 * here, such as OpenEXR. There is no such function where the library is missing.
 */
async function imageReader(): Promise<((file: string) => Promise<string | undefined>) | undefined> {
  const sharp = await imageLibrary();
  if (sharp === undefined) return undefined;
  return async (file) => {
    const image = await sharp(file)
      .metadata()
      .catch(() => undefined);
    return image === undefined ? undefined : `${image.width}x${image.height}`;
  };
}

function describe(sizes: ReadonlyMap<string, readonly string[]>): string {
  return [...sizes].map(([size, files]) => `${size} (${files.length}, from ${files[0] ?? ''})`).join(', ');
}
