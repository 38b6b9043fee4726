import { wholeCharacters } from './utf8-cut.ts';

/** How much of the text that workers send is kept. */
export interface LogLimit {
  /** Bytes for one run of a task. */
  readonly perRun: number;
  /** Bytes for the whole file, however often the task is run. */
  readonly perTask: number;
  /** Bytes at the end of a run that are kept in any case. */
  readonly runEnd: number;
}

const MEBIBYTE = 1024 * 1024;
export const DEFAULT_LOG_LIMIT: LogLimit = { perRun: 64 * MEBIBYTE, perTask: 256 * MEBIBYTE, runEnd: MEBIBYTE / 16 };

const NOTICE =
  'Flamenco-NG: the log is too large; of what this run of the task prints from here on only the end is kept.\n';

/** How many of `bytes` still fit into a file that has `size` of `limit` bytes, without cutting a character in two. */
export function roomFor(bytes: Buffer, size: number, limit: number): number {
  if (size + bytes.length <= limit) return bytes.length;
  return size >= limit ? 0 : wholeCharacters(bytes, limit - size);
}

/** The part of a text that still fits, followed by a line that says that the rest did not. */
export function withNotice(kept: Buffer): Buffer {
  const lineBreak = kept.length === 0 || kept.at(-1) === 0x0a ? '' : '\n';
  return Buffer.concat([kept, Buffer.from(`${lineBreak}${NOTICE}`)]);
}
