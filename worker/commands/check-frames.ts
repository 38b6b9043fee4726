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
  for (const frame of frames) {
    signal.throwIfAborted();
    if (await imageIsCutOff(frame)) {
      throw new CommandFailed(
        `frames-to-video: ${frame} is empty or cut off; delete it and requeue the task that renders it`,
      );
    }
    const size = await sizeOf(frame);
    if (size !== undefined) sizes.set(size, [...(sizes.get(size) ?? []), frame]);
  }
  const gaps = frameGaps(frames);
  return [
    ...(gaps === undefined ? [] : [`no files for frames ${gaps}; the video jumps there`]),
    ...(sizes.size < 2
      ? []
      : [`frames have different sizes: ${describe(sizes)}; FFmpeg scales all to that of the first`]),
  ];
}

/** `1920x1080`; undefined for formats that cannot be read here, such as OpenEXR. */
async function sizeOf(frame: string): Promise<string | undefined> {
  // Loaded on demand, as for uploads: it is large.
  const { default: sharp } = await import('sharp');
  const image = await sharp(frame)
    .metadata()
    .catch(() => undefined);
  return image === undefined ? undefined : `${image.width}x${image.height}`;
}

function describe(sizes: ReadonlyMap<string, readonly string[]>): string {
  return [...sizes].map(([size, files]) => `${size} (${files.length}, from ${files[0] ?? ''})`).join(', ');
}
