/**
 * Frame ranges as artists write them, for example `1..10, 20-25, 40, 50-100x5`; the last part is every fifth frame.
 *
 * A range is kept as stretches (first and last frame), never as a list of frames: a typing error such as `1-1000000000`
 * must not cost a gigabyte. Used by the manager and, inside the sandbox, by the job-type scripts.
 */
export interface Stretch {
  first: number;
  last: number;
}

/** One frame; or a first and a last one, perhaps with a step: `5`, `1-10`, `1..10`, `1-10x2`, `1-10:2`. */
const PART = /^(\d+)(?:\s*(?:-|\.\.)\s*(\d+)(?:\s*[x:]\s*(\d+))?)?$/i;
/** A frame with a sign, alone or at either end of a range. */
const NEGATIVE = /^-\s*\d|(?:-|\.\.)\s*-\s*\d/;
/** Blender has no frame beyond 1048574. What a step leaves has to be listed frame by frame, so it needs a limit. */
const MOST_STEPS = 1_048_575;

/**
 * The frames of a range, sorted and without duplicates, as stretches that neither touch nor overlap.
 * Throws an error naming the part that is not a frame, `A-B` or `A..B` (with `xN` or `:N` for every Nth frame), that
 * holds no frames because it runs backwards, or that has frames below 0.
 */
export function parseFrameRange(range: string): Stretch[] {
  if (range.trim() === '') throw new Error('the frame range is empty');
  const stretches = range.split(',').flatMap((part) => parsePart(part.trim(), range));
  stretches.sort((a, b) => a.first - b.first);
  const merged: Stretch[] = [];
  for (const stretch of stretches) {
    const previous = merged.at(-1);
    if (previous && stretch.first <= previous.last + 1) previous.last = Math.max(previous.last, stretch.last);
    else merged.push(stretch);
  }
  return merged;
}

/** The number of different frames in a range. Throws like {@link parseFrameRange}. */
export function countFrames(range: string): number {
  return parseFrameRange(range).reduce((sum, stretch) => sum + sizeOf(stretch), 0);
}

/**
 * Cuts a range into chunks of `size` frames; the last one may be smaller. Gaps in the range do not end a chunk.
 * `1..10,20..25,40,3..8` by 4 gives `1-4`, `5-8`, `9,10,20,21`, `22-25`, `40`.
 * Throws like {@link parseFrameRange}, and when `size` is below 1.
 */
export function chunkFrames(range: string, size: number): string[] {
  if (!Number.isSafeInteger(size) || size < 1) throw new Error(`a chunk needs at least 1 frame, not ${size}`);
  const chunks: string[] = [];
  let chunk: Stretch[] = [];
  let room = size;
  for (const stretch of parseFrameRange(range)) {
    for (let first = stretch.first; first <= stretch.last;) {
      const last = Math.min(stretch.last, first + room - 1);
      chunk.push({ first, last });
      room -= last - first + 1;
      first = last + 1;
      if (room > 0) continue;
      chunks.push(formatFrames(chunk));
      chunk = [];
      room = size;
    }
  }
  if (chunk.length > 0) chunks.push(formatFrames(chunk));
  return chunks;
}

/** Writes stretches as a range: `1-3` for three frames or more, `9,10` for two neighbours, `40` for one. */
export function formatFrames(stretches: readonly Stretch[]): string {
  return stretches
    .map(({ first, last }) => {
      if (first === last) return `${first}`;
      return last === first + 1 ? `${first},${last}` : `${first}-${last}`;
    })
    .join(',');
}

function parsePart(part: string, range: string): Stretch[] {
  const match = PART.exec(part);
  if (!match) throw new Error(whyNotParsed(part, range));
  const first = Number(match[1]);
  const last = match[2] === undefined ? first : Number(match[2]);
  const step = match[3] === undefined ? 1 : Number(match[3]);
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last))
    throw new Error(`the frame number in "${part}" is too large`);
  if (last < first) throw new Error(`no frames in "${part}"`);
  if (step < 1) throw new Error(`the step in "${part}" must be at least 1`);
  if (step === 1) return [{ first, last }];
  const count = Math.floor((last - first) / step) + 1;
  if (count > MOST_STEPS) throw new Error(`"${part}" has more frames than Blender can have`);
  return Array.from({ length: count }, (_, index) => ({ first: first + index * step, last: first + index * step }));
}

function whyNotParsed(part: string, range: string): string {
  const where = part === range ? '' : ` in "${range}"`;
  // A scene cannot begin below 0, and on its command line Blender takes -5 for "5 frames before the end of the scene".
  return NEGATIVE.test(part)
    ? `"${part}"${where} has frames below 0, which a farm cannot render; move the animation to frame 0 or later`
    : `"${part}"${where} is not a frame range; write frames like 1-10, 15, 20-30, or 1-100x5 for every fifth`;
}

function sizeOf({ first, last }: Stretch): number {
  return last - first + 1;
}
