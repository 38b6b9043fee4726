import type { CommandContext } from './command.ts';
import { runProcess } from '../process/run-process.ts';

const COUNT = /\bframe=\s*(\d+)/;
/** Options and filters with which a video need not have as many frames as there are files. */
const CUTS = new Set([
  '-t',
  '-to',
  '-ss',
  '-frames',
  '-frames:v',
  '-vframes',
  '-shortest',
  '-i',
  '-filter_complex',
  '-lavfi',
]);
const FILTERS =
  /\b(fps|framerate|select|trim|decimate|mpdecimate|setpts|framestep|minterpolate|tpad|loop|reverse|tile|concat)\b/;

/** The number of frames in this line of FFmpeg's progress. */
export function framesTold(line: string): number | undefined {
  const count = COUNT.exec(line)?.[1];
  return count === undefined ? undefined : Number(count);
}

/**
 * How many frames the first video stream of a file has, counted by FFmpeg without decoding them; undefined if it could
 * not count them.
 *
 * @param exeArgs go before FFmpeg's own arguments.
 */
export async function countVideoFrames(
  context: CommandContext,
  exe: string,
  exeArgs: readonly string[],
  file: string,
): Promise<number | undefined> {
  let count: number | undefined;
  const end = await runProcess({
    program: exe,
    args: [...exeArgs, '-nostdin', '-stats', '-i', file, '-map', '0:v:0', '-c', 'copy', '-f', 'null', '-'],
    environment: context.environment,
    signal: context.signal,
    killGraceMilliseconds: context.killGraceMilliseconds,
    onLine: ({ text }) => void (count = framesTold(text.slice(text.lastIndexOf('frame='))) ?? count),
  });
  return end.exitCode === 0 ? count : undefined;
}

/** Whether, with these arguments, FFmpeg should make as many frames as there are files. */
export function keepsEachFrame(args: readonly string[], fps: number): boolean {
  return !args.some((argument, index) => {
    if (CUTS.has(argument)) return true;
    const value = args[index + 1] ?? '';
    if (argument === '-r' || argument === '-r:v') return Number(value) !== fps;
    return /^-(vf|filter:v|filter)$/.test(argument) && FILTERS.test(value);
  });
}
