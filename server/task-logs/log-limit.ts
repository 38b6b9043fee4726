import { wholeCharacters } from './utf8-cut.ts';

/** Where text that workers send stops being kept. */
export interface LogLimit {
  /** Bytes of one run of a task. */
  readonly perRun: number;
  /** Bytes of the whole file, however often the task is run. */
  readonly perTask: number;
}

const MEBIBYTE = 1024 * 1024;
export const DEFAULT_LOG_LIMIT: LogLimit = { perRun: 64 * MEBIBYTE, perTask: 256 * MEBIBYTE };

const NOTICE = 'Flamenco-NG: the log is too large; what this run of the task prints from here on is not kept.\n';

/**
 * What of `bytes` still goes into a file that has `size` bytes and may have `limit`. The piece that does not fit is cut and
 * followed by a notice, which takes the file over its limit: from then on there is nothing to add, and nothing to remember.
 */
export function withinLimit(bytes: Buffer, size: number, limit: number): Buffer {
  if (size + bytes.length <= limit) return bytes;
  if (size >= limit) return Buffer.alloc(0);
  const kept = bytes.subarray(0, wholeCharacters(bytes, limit - size));
  const lineBreak = kept.length === 0 || kept.at(-1) === 0x0a ? '' : '\n';
  return Buffer.concat([kept, Buffer.from(`${lineBreak}${NOTICE}`)]);
}
