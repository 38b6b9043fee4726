import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { removeFirmly } from '#system/files/firmly.mjs';
import { CommandFailed } from './command.ts';
import { inFrameOrder } from './frame-numbers.ts';
import { matchingFrames } from './matching-frames.ts';

const INDEX_FILE = 'ffmpeg-file-index.txt';

/** How FFmpeg is told which frames to read. */
export interface VideoInput {
  readonly args: string[];
  /** In the order in which the video shows them. */
  readonly frames: readonly string[];
  /** Removes the file that was written for FFmpeg to read, if there is one. */
  dispose(): Promise<void>;
}

/**
 * The input arguments for the frames that match `inputGlob`: FFmpeg's own glob pattern; or a list file in
 * `temporaryFolder`, both on Windows, where FFmpeg has no patterns, and when the order of the frames is not that of
 * their names.
 *
 * @throws CommandFailed if no frame matches.
 */
export async function videoInput(
  inputGlob: string,
  fps: number,
  temporaryFolder: string,
  platform: NodeJS.Platform = process.platform,
): Promise<VideoInput> {
  const { names, ffmpegPattern } = await matchingFrames(inputGlob.replaceAll('\\', '/'), platform);
  if (names.length === 0) {
    throw new CommandFailed(`frames-to-video: no file matches ${inputGlob}; check that the frames were rendered there`);
  }
  const frames = inFrameOrder(names);
  if (platform !== 'win32' && frames.every((frame, index) => frame === names[index])) {
    const args = ['-r', String(fps), '-pattern_type', 'glob', '-i', ffmpegPattern];
    return { args, frames, dispose: async () => undefined };
  }
  const index = path.join(temporaryFolder, INDEX_FILE);
  await writeFile(index, concatList(frames, fps));
  return {
    args: ['-f', 'concat', '-safe', '0', '-i', index],
    frames,
    dispose: async () => await removeFirmly(index),
  };
}

/**
 * The format of FFmpeg's concat demuxer: within single quotes, a single quote is written `'\''`. A name with a percent
 * sign would be taken for a pattern.
 */
function concatList(frames: readonly string[], fps: number): string {
  return frames
    .map((frame) => {
      const name = path
        .resolve(frame)
        .replaceAll('\\', '/')
        .replaceAll("'", String.raw`'\''`);
      const literally = name.includes('%') ? 'option pattern_type none\n' : '';
      return `file '${name}'\n${literally}duration ${1 / fps}\n`;
    })
    .join('');
}
