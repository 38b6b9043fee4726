import { rm } from 'node:fs/promises';
import type { z } from 'zod';
import { blenderRenderCommand } from '#server/contracts/commands/blender-render.ts';
import { readBlenderLine } from './blender-output.ts';
import type { BlenderEvent } from './blender-output.ts';
import { CommandFailed } from './command.ts';
import type { CommandContext, WorkerCommand } from './command.ts';
import { framesAskedFor } from './frames-asked-for.ts';
import { imageIsCutOff } from './image-is-cut-off.ts';
import { runProgram } from './run-program.ts';

/**
 * Renders with Blender. One step per frame that was rendered or skipped. Blender ends with exit code 0 also when it rendered nothing
 * (a bad frame range, for one), so the frames that it tells of are counted against those that it was asked for.
 * A frame that it skips although only a part of it was ever written is rendered anew.
 */
export const blenderRender: WorkerCommand<z.output<typeof blenderRenderCommand.parameters>> = {
  ...blenderRenderCommand,
  async run(context, parameters) {
    const blendfile = parameters.blendfile === '' ? [] : [parameters.blendfile];
    const args = [...parameters.exeArgs, ...parameters.argsBefore, ...blendfile, ...parameters.args];
    const first = await renderOnce(context, parameters.exe, args, () => context.stepDone());
    checkFrames(framesAskedFor(args), first.made);
    if ((await removeCutOff(context, first.skippedFiles)) === 0) return;
    // The frames that are whole are skipped this time, and all of them have been counted.
    const second = await renderOnce(context, parameters.exe, args, () => undefined);
    checkFrames(framesAskedFor(args), second.made);
  },
};

async function renderOnce(context: CommandContext, exe: string, args: string[], stepDone: () => void) {
  const tally: Record<BlenderEvent['kind'], number> = { saved: 0, rendered: 0, skipped: 0, appended: 0 };
  const skippedFiles: string[] = [];
  await runProgram(context, {
    command: 'blender-render',
    exe,
    args,
    onLine: ({ text }) => {
      const event = readBlenderLine(text);
      if (event === undefined) return;
      tally[event.kind]++;
      if (event.kind === 'saved') context.outputProduced(event.file);
      if (event.kind === 'skipped' && event.file !== undefined) skippedFiles.push(event.file);
      if (event.kind === 'rendered' || event.kind === 'skipped') stepDone();
    },
  });
  // Movies are appended to, not saved; and not every version tells the time of each frame.
  return { made: Math.max(tally.saved, tally.rendered, tally.appended) + tally.skipped, skippedFiles };
}

/**
 * A run that was killed while it wrote a frame leaves a part of it, which Blender then takes for a finished frame.
 * Returns how many such files were removed.
 */
async function removeCutOff(context: CommandContext, files: readonly string[]): Promise<number> {
  let removed = 0;
  for (const file of files) {
    if (!(await imageIsCutOff(file))) continue;
    await rm(file, { force: true }).catch((error: unknown) => {
      throw new CommandFailed(
        `blender-render: ${file} is empty or cut off and could not be removed; remove it and requeue`,
        error,
      );
    });
    await context.log(`blender-render: removed ${file}, whose writing was interrupted; it is rendered anew`);
    removed++;
  }
  return removed;
}

function checkFrames(wanted: ReturnType<typeof framesAskedFor>, made: number): void {
  if (wanted === undefined) return;
  const asked = wanted === 'at-least-one' ? 1 : wanted.asked;
  if (made >= asked) return;
  const atLeast = wanted === 'at-least-one' ? 'at least ' : '';
  throw new CommandFailed(
    `blender-render: Blender ended without an error but rendered or skipped ${made} of ${atLeast}${asked} frame${asked === 1 ? '' : 's'}; ` +
      `check the frame range and the lines above`,
  );
}
