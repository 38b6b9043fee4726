/** A number of frames, or that there must be at least one although only Blender knows how many. */
export type FramesAskedFor = { readonly asked: number } | 'at-least-one';

/**
 * How many frames Blender's own arguments (those before `--`) ask for: by `--render-frame` or `-f` (single frames and
 * ranges like `1..4`, separated by commas, each counted once) and by `--render-anim` or `-a` after `-s` and `-e`.
 * `at-least-one` if one of them cannot be understood or leaves the range to the scene; undefined if there is no such
 * argument.
 */
export function framesAskedFor(args: readonly string[]): FramesAskedFor | undefined {
  const range: Range = {};
  const counts: (number | undefined)[] = [];
  for (const [index, argument] of args.entries()) {
    const value = args[index + 1] ?? '';
    if (argument === '--render-frame' || argument === '-f') counts.push(countFrames(value));
    if (argument === '--frame-start' || argument === '-s') range.first = wholeNumber(value);
    if (argument === '--frame-end' || argument === '-e') range.last = wholeNumber(value);
    if (argument === '--frame-jump' || argument === '-j') range.step = wholeNumber(value);
    if (argument === '--render-anim' || argument === '-a') counts.push(countRange(range));
  }
  if (counts.length === 0) return undefined;
  let asked = 0;
  for (const count of counts) {
    if (count === undefined) return 'at-least-one';
    asked += count;
  }
  return { asked };
}

interface Range {
  first?: number | undefined;
  last?: number | undefined;
  /** Also undefined if it is not given: the scene's own step then applies, which need not be 1. */
  step?: number | undefined;
}

/** Undefined for a number with a sign, which is relative to the scene's own range. */
function wholeNumber(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

function countRange({ first, last, step }: Range): number | undefined {
  if (first === undefined || last === undefined || last < first || !step) return undefined;
  return Math.floor((last - first) / step) + 1;
}

function countFrames(list: string): number | undefined {
  const ranges: [number, number][] = [];
  for (const part of list.split(',')) {
    // A frame with a sign, also at an end of a range, is relative to the scene's own range, which only Blender knows.
    const match = /^(\d+)(?:\.\.(\d+))?$/.exec(part.trim());
    if (match === null) return undefined;
    const range: [number, number] = [Number(match[1]), Number(match[2] ?? match[1])];
    if (range[1] < range[0]) return undefined;
    ranges.push(range);
  }
  return sizeOfUnion(ranges);
}

function sizeOfUnion(ranges: [number, number][]): number {
  let size = 0;
  let end = -Infinity;
  for (const [first, last] of ranges.toSorted((a, b) => a[0] - b[0])) {
    size += Math.max(0, last - Math.max(first, end + 1) + 1);
    end = Math.max(end, last);
  }
  return size;
}
