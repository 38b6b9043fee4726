import { stat } from 'node:fs/promises';
import os from 'node:os';
import type { z } from 'zod';
import { exeArgsOn } from '#server/contracts/commands/parameter-kinds.ts';
import { platformName } from '#shared/platform-name.ts';
import { framesToVideoCommand } from '#server/contracts/commands/frames-to-video.ts';
import { checkFrames } from './check-frames.ts';
import { CommandFailed } from './command.ts';
import type { CommandContext, WorkerCommand } from './command.ts';
import { refuseForeignShares } from './foreign-share.ts';
import { findFfmpeg } from './find-ffmpeg.ts';
import { runProgram } from './run-program.ts';
import { countVideoFrames, framesTold, keepsEachFrame } from './video-frames.ts';
import { videoInput } from './video-input.ts';

type Parameters = z.output<typeof framesToVideoCommand.parameters>;

/** What encoders say about a width or height that they cannot take. */
const ODD_SIZE =
  /not divisible by 2|multiple of the specified chroma subsampling|(width|height) must be (even|a multiple of 2)/i;
/** Adds a row or column of pixels if a size is odd, and changes nothing else. */
const PAD = ['-vf', 'pad=ceil(iw/2)*2:ceil(ih/2)*2'];

/**
 * Makes a video of rendered frames with FFmpeg, and counts the frames in it: FFmpeg reports success even if it left
 * some out. If the encoder takes only even sizes, a row or column is added to odd ones, unless the job has its own
 * filter.
 */
export const framesToVideo: WorkerCommand<Parameters> = {
  ...framesToVideoCommand,
  parameters: framesToVideoCommand.parameters.extend({ exeArgs: exeArgsOn(platformName()) }),
  async run(context, parameters) {
    const { exe, exeArgs, fps, inputGlob, outputFile, argsBefore, args } = parameters;
    refuseForeignShares('frames-to-video', [inputGlob, outputFile]);
    const temporaryFolder = context.environment['TMPDIR'] ?? os.tmpdir();
    const input = await videoInput(inputGlob, fps, temporaryFolder);
    const { frames } = input;
    try {
      await context.log(`frames-to-video: ${frames.length} files match ${inputGlob}`);
      for (const note of await checkFrames(frames, context.signal)) await context.log(`frames-to-video: ${note}`);
      const ffmpeg = await findFfmpeg(exe, context.environment, context.signal);
      const commandLine = (more: readonly string[]) => {
        const output = [...more, '-r', String(fps), outputFile];
        return [...exeArgs, ...argsBefore, ...input.args, ...args, ...output];
      };
      await encode(context, ffmpeg, commandLine, hasFilter(args), frames.length);
      await checkResult(outputFile);
      await checkCount(context, ffmpeg, parameters, frames.length);
    } finally {
      await input.dispose();
    }
  },
};

async function encode(
  context: CommandContext,
  exe: string,
  commandLine: (more: readonly string[]) => string[],
  isFiltered: boolean,
  total: number,
): Promise<void> {
  let isOddSize = false;
  const encoded = progress(context, total);
  const run = async (args: string[]) =>
    await runProgram(context, {
      command: 'frames-to-video',
      exe,
      args,
      onLine: ({ text }) => {
        encoded(text);
        if (ODD_SIZE.test(text)) isOddSize = true;
      },
      explain: () =>
        isOddSize
          ? `the encoder takes only even widths and heights; add "${PAD.join(' ')}" to its arguments`
          : undefined,
    });
  try {
    await run(commandLine([]));
  } catch (error) {
    if (!isOddSize || isFiltered || context.signal.aborted) throw error;
    await context.log('frames-to-video: the encoder takes only even sizes; trying again with a row or column added');
    await run(commandLine(PAD));
  }
}

function hasFilter(args: readonly string[]): boolean {
  return args.some((argument) => /^-(vf|filter(:v.*)?|filter_complex|lavfi)$/.test(argument));
}

/** Reports how far FFmpeg has got, every few seconds. */
function progress(context: CommandContext, total: number): (line: string) => void {
  const everyMilliseconds = 5_000;
  let said = performance.now();
  return (line) => {
    const frame = framesTold(line);
    if (frame === undefined || performance.now() - said < everyMilliseconds) return;
    said = performance.now();
    context.activity(`video: frame ${frame} of ${total}`);
  };
}

async function checkResult(outputFile: string): Promise<void> {
  const result = await stat(outputFile).catch(() => undefined);
  if (result !== undefined && result.size > 0) return;
  const what = result === undefined ? 'is not there' : 'is empty';
  throw new CommandFailed(
    `frames-to-video: FFmpeg ended without an error but ${outputFile} ${what}; its output in the log may tell why`,
  );
}

async function checkCount(context: CommandContext, exe: string, parameters: Parameters, files: number): Promise<void> {
  const { exeArgs, fps, outputFile, argsBefore, args } = parameters;
  const count = await countVideoFrames(context, exe, exeArgs, outputFile);
  context.signal.throwIfAborted();
  if (count === undefined)
    return await context.log(`frames-to-video: the frames of ${outputFile} could not be counted`);
  await context.log(`frames-to-video: ${outputFile} has ${count} frames`);
  if (count >= files || !keepsEachFrame([...argsBefore, ...args], fps)) return;
  throw new CommandFailed(
    `frames-to-video: ${outputFile} has ${count} frames but ${files} files match ${parameters.inputGlob}; ` +
      `FFmpeg left some out: its output in the log tells which`,
  );
}
