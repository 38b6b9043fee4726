import { stat } from 'node:fs/promises';
import type { z } from 'zod';
import { framesToVideoCommand } from '#server/contracts/commands/frames-to-video.ts';
import { CommandFailed } from './command.ts';
import type { WorkerCommand } from './command.ts';
import { findFfmpeg } from './find-ffmpeg.ts';
import { imageIsCutOff } from './image-is-cut-off.ts';
import { runProgram } from './run-program.ts';
import { videoInput } from './video-input.ts';

/** Makes a video of rendered frames with FFmpeg. */
export const framesToVideo: WorkerCommand<z.output<typeof framesToVideoCommand.parameters>> = {
  ...framesToVideoCommand,
  async run(context, { exe, exeArgs: ownArgs, fps, inputGlob, outputFile, argsBefore, args }) {
    const input = await videoInput(inputGlob, fps);
    try {
      await context.log(`frames-to-video: ${input.frames.length} files match ${inputGlob}`);
      await checkFrames(input.frames);
      await runProgram(context, {
        command: 'frames-to-video',
        exe: await findFfmpeg(exe, context.environment),
        args: [...ownArgs, ...argsBefore, ...input.args, ...args, '-r', String(fps), outputFile],
      });
    } finally {
      await input.dispose();
    }
    await checkResult(outputFile);
  },
};

/** FFmpeg ends the video, or leaves out the frame, and says that all is well. */
async function checkFrames(frames: readonly string[]): Promise<void> {
  for (const frame of frames) {
    if (!(await imageIsCutOff(frame))) continue;
    throw new CommandFailed(
      `frames-to-video: ${frame} is empty or cut off; delete it and requeue the task that renders it`,
    );
  }
}

async function checkResult(outputFile: string): Promise<void> {
  const result = await stat(outputFile).catch(() => undefined);
  if (result !== undefined && result.size > 0) return;
  const what = result === undefined ? 'is not there' : 'is empty';
  throw new CommandFailed(
    `frames-to-video: FFmpeg ended without an error but ${outputFile} ${what}; its lines in the log may tell why`,
  );
}
