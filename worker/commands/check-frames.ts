import { CommandFailed } from './command.ts';
import { frameGaps } from './frame-numbers.ts';
import { imageIsCutOff } from './image-is-cut-off.ts';

/**
 * Looks at the frames before they become a video. Returns what people should know but may be as they want it: gaps, different sizes.
 *
 * @throws CommandFailed for a frame whose writing was interrupted: FFmpeg ends the video there, or leaves it out, and says that all is well.
 */
export async function checkFrames(frames: readonly string[], signal: AbortSignal): Promise<string[]> {
  const sizes = new Map<string, string[]>();
  const readImage = await imageReader();
  for (const frame of frames) {
    signal.throwIfAborted();
    if (await imageIsCutOff(frame)) {
      throw new CommandFailed(
        `frames-to-video: ${frame} is empty or cut off; delete it and requeue the task that renders it`,
      );
    }
    const size = await readImage?.(frame);
    if (size !== undefined) sizes.set(size, [...(sizes.get(size) ?? []), frame]);
  }
  const gaps = frameGaps(frames);
  return [
    ...(gaps === undefined ? [] : [`no files for frames ${gaps}; the video jumps there`]),
    ...(readImage
      ? []
      : ['the sizes of the frames were not compared: this worker came without an image library (sharp)']),
    ...(sizes.size < 2
      ? []
      : [`frames have different sizes: ${describe(sizes)}; FFmpeg scales all to that of the first`]),
  ];
}

/**
 * Tells the size of an image, like `1920x1080`; undefined for formats that cannot be read here, such as OpenEXR. There is none in a worker
 * that the manager brought: sharp is another one on each platform.
 */
async function imageReader(): Promise<((file: string) => Promise<string | undefined>) | undefined> {
  // Loaded on demand, as for uploads: it is large.
  const sharp = await import('sharp').then(
    (loaded) => loaded.default,
    () => undefined,
  );
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
