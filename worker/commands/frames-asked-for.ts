/**
 * How many frames a Blender command line asks for by `--render-frame` or `-f`: single frames and ranges like `1..4`, separated by commas.
 * `asked` counts each frame once. When there is such an argument that cannot be understood, only `atLeastOne` is known;
 * undefined when there is no such argument.
 */
export function framesAskedFor(args: readonly string[]): { asked: number } | 'at-least-one' | undefined {
  const lists = args.flatMap((argument, index) =>
    argument === '--render-frame' || argument === '-f' ? [args[index + 1] ?? ''] : [],
  );
  if (lists.length === 0) return undefined;
  let asked = 0;
  for (const list of lists) {
    const count = countFrames(list);
    if (count === undefined) return 'at-least-one';
    asked += count;
  }
  return { asked };
}

function countFrames(list: string): number | undefined {
  const ranges: [number, number][] = [];
  for (const part of list.split(',')) {
    // A sign in front of a single frame makes it relative to the scene's own range, which only Blender knows.
    const match = /^(?:(\d+)|(-?\d+)\.\.(-?\d+))$/.exec(part.trim());
    if (match === null) return undefined;
    const [, single, first, last] = match;
    const range: [number, number] = [Number(single ?? first), Number(single ?? last)];
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
