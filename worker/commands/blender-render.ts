import type { z } from 'zod';
import { exeArgsOn } from '#server/contracts/commands/parameter-kinds.ts';
import { platformName } from '#shared/platform-name.ts';
import { blenderRenderCommand } from '#server/contracts/commands/blender-render.ts';
import { argumentsOf, blenderCommandLine } from './blender-command-line.ts';
import type { BlenderCommandLine } from './blender-command-line.ts';
import { BlenderDiagnosis } from './blender-diagnosis.ts';
import { readBlenderLine } from './blender-output.ts';
import { CommandFailed } from './command.ts';
import type { CommandContext, WorkerCommand } from './command.ts';
import { readStart } from '../regular-file.ts';
import { unlessAborted } from '../unless-aborted.ts';
import { refuseForeignShares } from './foreign-share.ts';
import { FrameCount } from './frame-count.ts';
import { framesAskedFor } from './frames-asked-for.ts';
import type { FramesAskedFor } from './frames-asked-for.ts';
import { runsPython, withPythonExitCode } from './python-exit-code.ts';
import { RenderProgress } from './render-progress.ts';
import { runProgram } from './run-program.ts';
import { checkSavedFrames, removeCutOffFrames } from './whole-frames.ts';

const NO_OPTIONS_AFTER =
  'Blender takes no options after "--", and those that render come after it; move "--" and what belongs to it to the end of args';
/** In bytes. */
const LONGEST_CRASH_REPORT = 64 * 1024;

/**
 * Renders with Blender, with one step for each frame that is rendered or skipped. Blender ends with exit code 0 even if
 * it rendered nothing (because of a bad frame range, for example), so the frames that it reports are compared with
 * those that it was asked for. A frame that it skips although only part of it was ever written is rendered again.
 */
export const blenderRender: WorkerCommand<z.output<typeof blenderRenderCommand.parameters>> = {
  ...blenderRenderCommand,
  parameters: blenderRenderCommand.parameters.extend({ exeArgs: exeArgsOn(platformName()) }),
  async run(context, parameters) {
    const { exe } = parameters;
    const line = blenderCommandLine(parameters);
    refuseForeignShares('blender-render', [parameters.blendfile, ...outputPaths(line.options)]);
    const skipped = await renderOnce(context, exe, line, true);
    if ((await removeCutOffFrames(context, skipped)) === 0) return;
    // Blender skips the complete frames this time; no steps are counted, since all frames have been counted already.
    await renderOnce(context, exe, line, false);
  },
};

function outputPaths(options: readonly string[]): string[] {
  return options.filter((_option, index) => /^(-o|--render-output)$/.test(options[index - 1] ?? ''));
}

/** Resolves to the files that Blender skipped. */
async function renderOnce(context: CommandContext, exe: string, line: BlenderCommandLine, countSteps: boolean) {
  const wanted = framesAskedFor(line.options);
  const command = withPythonExitCode(line.options);
  const count = new FrameCount();
  const progress = new RenderProgress(typeof wanted === 'object' ? wanted.asked : undefined);
  const diagnosis = new BlenderDiagnosis(command.code);
  let offered = 0;
  /** What was saved last: File Output nodes save before the frame, a preview is saved after it. */
  const offerFrame = () => {
    const file = count.savedFiles.at(-1);
    if (file !== undefined && count.savedFiles.length > offered) context.outputProduced(file);
    offered = count.savedFiles.length;
  };
  const onLine = (text: string) => {
    diagnosis.read(text);
    const event = readBlenderLine(text);
    const done = event && count.take(event);
    if (done === 'rendered') offerFrame();
    if (done !== undefined && countSteps) context.stepDone(progress.frameDone(done));
    if (event === undefined && countSteps) tellActivity(context, progress.withinFrame(text));
  };
  try {
    await runProgram(context, {
      command: 'blender-render',
      exe,
      args: argumentsOf({ ...line, options: command.args }),
      onLine: ({ text }) => onLine(text),
      explain: (end) => diagnosis.explain(end, count.rendered),
    });
  } catch (error) {
    if (diagnosis.crashReport !== undefined) await logCrashReport(context, diagnosis.crashReport);
    throw error;
  }
  offerFrame();
  if (wanted !== undefined) checkFrames(wanted, line, count, diagnosis);
  else if (count.made === 0) await checkOptions(context, line);
  await checkSavedFrames(count.savedFiles, context.signal);
  return count.skippedFiles;
}

function tellActivity(context: CommandContext, words: string | undefined): void {
  if (words !== undefined) context.activity(words);
}

/** The report is in the task's folder for temporary files, which is about to be removed. */
async function logCrashReport(context: CommandContext, file: string): Promise<void> {
  const bytes = await unlessAborted(readStart(file, LONGEST_CRASH_REPORT), context.signal).catch(() => undefined);
  if (bytes === undefined) return;
  await context.log(`blender-render: Blender's report of its crash:`);
  for (const line of Buffer.from(bytes).toString().trimEnd().split('\n')) await context.log(`    ${line}`);
}

function checkFrames(
  wanted: FramesAskedFor,
  { options }: BlenderCommandLine,
  count: FrameCount,
  diagnosis: BlenderDiagnosis,
): void {
  const asked = wanted === 'at-least-one' ? 1 : wanted.asked;
  if (count.made >= asked) return;
  const atLeast = wanted === 'at-least-one' ? 'at least ' : '';
  const hint = options.includes('--') ? NO_OPTIONS_AFTER : 'check the frame range and the lines above';
  const reason = diagnosis.explainTooFew(count.rendered) ?? hint;
  throw new CommandFailed(
    `blender-render: Blender ended without an error but rendered or skipped ${count.made} of ${atLeast}${asked} frame${asked === 1 ? '' : 's'}: ${reason}`,
  );
}

/** For a run in which Blender was not asked for frames and made none: were they asked for behind `--`? */
async function checkOptions(context: CommandContext, { options, forScripts }: BlenderCommandLine): Promise<void> {
  if (framesAskedFor(forScripts) === undefined) return;
  const text = `blender-render: Blender rendered nothing: ${NO_OPTIONS_AFTER}`;
  // A script may have options of these names, and make something else than frames.
  if (!options.some(runsPython)) throw new CommandFailed(text);
  await context.log(text);
}
