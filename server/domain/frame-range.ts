/**
 * Frame ranges as artists write them, for example `1..10, 20-25, 40`.
 *
 * A range is kept as stretches (first and last frame), never as a list of frames: a typing error such as `1-1000000000`
 * must not cost a gigabyte. Used by the manager and, inside the sandbox, by the job-type scripts.
 */
export interface Stretch {
  first: number;
  last: number;
}

/**
 * The frames of a range, sorted and without duplicates, as stretches that neither touch nor overlap.
 * Throws an error naming the part that is not a frame, `A-B` or `A..B`, or that holds no frames because it runs
 * backwards.
 */
export function parseFrameRange(range: string): Stretch[] {
  if (range.trim() === '') throw new Error('the frame range is empty');
  const stretches = range.split(',').map((part) => parsePart(part.trim(), range));
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

function parsePart(part: string, range: string): Stretch {
  const match = /^(\d+)(?:\s*(?:-|\.\.)\s*(\d+))?$/.exec(part);
  if (!match) {
    const where = part === range ? '' : ` in "${range}"`;
    throw new Error(`"${part}"${where} is not a frame range; write frames like 1-10, 15, 20-30`);
  }
  const first = Number(match[1]);
  const last = match[2] === undefined ? first : Number(match[2]);
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last))
    throw new Error(`the frame number in "${part}" is too large`);
  if (last < first) throw new Error(`no frames in "${part}"`);
  return { first, last };
}

function sizeOf({ first, last }: Stretch): number {
  return last - first + 1;
}
