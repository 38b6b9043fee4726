import type { z } from 'zod';
import { blenderRenderCommand } from '#server/contracts/commands/blender-render.ts';
import { readBlenderLine } from './blender-output.ts';
import type { BlenderEvent } from './blender-output.ts';
import { CommandFailed } from './command.ts';
import type { WorkerCommand } from './command.ts';
import { framesAskedFor } from './frames-asked-for.ts';
import { runProgram } from './run-program.ts';

/**
 * Renders with Blender. One step per frame that was rendered or skipped. Blender ends with exit code 0 also when it rendered nothing
 * (a bad frame range, for one), so the frames that it tells of are counted against those that it was asked for.
 */
export const blenderRender: WorkerCommand<z.output<typeof blenderRenderCommand.parameters>> = {
  ...blenderRenderCommand,
  async run(context, parameters) {
    const tally: Record<BlenderEvent['kind'], number> = { saved: 0, rendered: 0, skipped: 0, appended: 0 };
    const blendfile = parameters.blendfile === '' ? [] : [parameters.blendfile];
    const args = [...parameters.exeArgs, ...parameters.argsBefore, ...blendfile, ...parameters.args];
    await runProgram(context, {
      command: 'blender-render',
      exe: parameters.exe,
      args,
      onLine: ({ text }) => {
        const event = readBlenderLine(text);
        if (event === undefined) return;
        tally[event.kind]++;
        if (event.kind === 'saved') context.outputProduced(event.file);
        if (event.kind === 'rendered' || event.kind === 'skipped') context.stepDone();
      },
    });
    // Movies are appended to, not saved; and not every version tells the time of each frame.
    const made = Math.max(tally.saved, tally.rendered, tally.appended) + tally.skipped;
    checkFrames(framesAskedFor(args), made);
  },
};

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
