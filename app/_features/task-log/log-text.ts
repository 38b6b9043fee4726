import { type LogLevel, levelOf } from './log-level.ts';

export interface LogLine {
  readonly text: string;
  /** The byte of the log at which the line begins. */
  readonly offset: number;
  readonly level: LogLevel;
}

/** The lines of a part of a log that begins at this byte. A line break at the end begins no further line. */
export function linesOf(text: string, offset: number): LogLine[] {
  const pieces = text.split('\n');
  if (pieces.at(-1) === '') pieces.pop();
  let at = offset;
  return pieces.map((piece) => {
    const line = { text: clean(piece), offset: at, level: levelOf(piece) };
    at += byteLength(piece) + 1;
    return line;
  });
}

/** Where the last `most` lines of a text begin; 0 if there are no more than that. */
export function startOfLastLines(text: string, most: number): number {
  // The last line ends with the text, whether or not it has a line break.
  let at = text.endsWith('\n') ? text.length - 1 : text.length;
  for (let count = 0; count < most; count += 1) {
    at = at > 0 ? text.lastIndexOf('\n', at - 1) : -1;
    if (at < 0) return 0;
  }
  return at + 1;
}

/** Where the first `most` lines of a text end; its length if there are no more than that. */
export function endOfFirstLines(text: string, most: number): number {
  let at = 0;
  for (let count = 0; count < most; count += 1) {
    const lineBreak = text.indexOf('\n', at);
    if (lineBreak < 0) return text.length;
    at = lineBreak + 1;
  }
  return at;
}

/** The number of line breaks in a text. */
export function countLineBreaks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** The length of a text in UTF-8, in bytes. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code > 0x7ff) bytes += code >= 0xd800 && code <= 0xdfff ? 1 : 2;
    else if (code > 0x7f) bytes += 1;
  }
  return bytes;
}

/** A text without its first `count` bytes. */
export function skipBytes(text: string, count: number): string {
  return new TextDecoder().decode(new TextEncoder().encode(text).subarray(count));
}

/** The text without terminal colour codes and Windows carriage returns. */
function clean(line: string): string {
  // oxlint-disable-next-line no-control-regex -- escape codes are control characters
  return line.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '').replace(/\r$/, '');
}
