import path from 'node:path';

/** Longer lists of gaps are cut off: more of them would help nobody. */
const MOST_GAPS = 20;

/**
 * The frame numbers of files: the last digits before the extension. Undefined unless the files differ in nothing else.
 */
function frameNumbers(files: readonly string[]): Map<string, number> | undefined {
  const numbers = new Map<string, number>();
  const rests = new Set<string>();
  for (const file of files) {
    const match = /^(.*?)(\d+)(\D*)$/s.exec(path.parse(file).name);
    if (match === null) return undefined;
    rests.add(path.join(path.dirname(file), `${match[1]}#${match[3]}`));
    numbers.set(file, Number(match[2]));
  }
  return rests.size === 1 && new Set(numbers.values()).size === files.length ? numbers : undefined;
}

/**
 * Files in the order of their frames. That is the order of their names, except where the numbers outgrow their leading
 * zeros (`10000` comes after `9999`). Files that differ in more than a number stay in the order of their names.
 */
export function inFrameOrder(files: readonly string[]): string[] {
  const numbers = frameNumbers(files);
  if (numbers === undefined) return files.toSorted();
  return files.toSorted((a, b) => (numbers.get(a) ?? 0) - (numbers.get(b) ?? 0));
}

/**
 * Which frames are missing between the first and the last of `files`, like `4-6, 9`; undefined if none are. Evenly
 * spaced frames have no gaps.
 */
export function frameGaps(files: readonly string[]): string | undefined {
  const numbers = [...(frameNumbers(files)?.values() ?? [])].toSorted((a, b) => a - b);
  const steps = numbers.slice(1).map((number, index) => number - (numbers[index] ?? 0));
  const step = Math.min(...steps);
  const gaps: string[] = [];
  for (const [index, distance] of steps.entries()) {
    if (distance <= step) continue;
    const [first, last] = [(numbers[index] ?? 0) + step, (numbers[index + 1] ?? 0) - step];
    gaps.push(first >= last ? `${first}` : `${first}-${last}`);
  }
  if (gaps.length === 0) return undefined;
  return gaps.length > MOST_GAPS ? `${gaps.slice(0, MOST_GAPS).join(', ')}, …` : gaps.join(', ');
}
