import { type LogLevel, levelOf } from './log-level.ts';

export interface LogLine {
  readonly text: string;
  /** The byte of the log at which the line begins. */
  readonly offset: number;
  readonly level: LogLevel;
}

/** The most lines that are kept; older ones are dropped. */
export const MOST_LINES = 200_000;

/**
 * A contiguous part of a task's log, as lines. It grows at the end as the task runs and at the start on demand, and
 * never beyond its cap. Offsets are bytes, because that is how the log is stored and addressed.
 */
export class LogBuffer {
  lines: LogLine[] = [];
  /** The bytes that the lines cover: from `start` up to, not including, `end`. */
  start = 0;
  end = 0;
  /** The number of the first line, counting from 1; null while the beginning of the log is not known. */
  firstNumber: number | null = 1;
  longest = 0;
  private isOpen = false;
  private readonly most: number;

  constructor(most = MOST_LINES) {
    this.most = most;
  }

  /** Starts over with a part of the log. Unless it is the log's beginning, its first line may be cut off and goes. */
  reset(text: string, offset: number, nextOffset: number): void {
    const whole = offset === 0 ? text : text.slice(text.indexOf('\n') + 1);
    // Counted from the end: a character cut in two at the start is decoded to a different number of bytes.
    this.start = offset === 0 ? 0 : nextOffset - byteLength(whole);
    this.end = this.start;
    this.lines = [];
    this.longest = 0;
    this.isOpen = false;
    this.firstNumber = this.start === 0 ? 1 : null;
    this.append(whole, this.start);
  }

  /**
   * Adds what was written at the end. Bytes that are already known are skipped.
   * @returns false when bytes in between are missing; the caller must then read on from `end`
   */
  append(text: string, offset: number): boolean {
    if (offset > this.end) return false;
    const fresh = offset === this.end ? text : skipBytes(text, this.end - offset);
    if (fresh === '') return true;
    const last = this.isOpen ? this.lines.pop() : undefined;
    this.lines.push(...this.split((last?.text ?? '') + fresh, last?.offset ?? this.end));
    this.isOpen = !fresh.endsWith('\n');
    this.end += byteLength(fresh);
    this.dropOldest();
    return true;
  }

  /** Adds the part of the log that ends where the buffer starts. */
  prepend(text: string, offset: number): void {
    const whole = offset === 0 ? text : text.slice(text.indexOf('\n') + 1);
    const start = offset === 0 ? 0 : this.start - byteLength(whole);
    this.lines = [...this.split(whole, start), ...this.lines];
    this.start = start;
    this.firstNumber = start === 0 ? 1 : null;
  }

  /** The index of the first line that begins at or after a byte; the last line if there is none. */
  indexAt(offset: number): number {
    let low = 0;
    let high = this.lines.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.lines[middle]?.offset ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private split(text: string, offset: number): LogLine[] {
    const pieces = text.split('\n');
    if (pieces.at(-1) === '') pieces.pop();
    let at = offset;
    return pieces.map((piece) => {
      const line = { text: clean(piece), offset: at, level: levelOf(piece) };
      at += byteLength(piece) + 1;
      if (line.text.length > this.longest) this.longest = line.text.length;
      return line;
    });
  }

  private dropOldest(): void {
    const extra = this.lines.length - this.most;
    if (extra <= 0) return;
    this.lines = this.lines.slice(extra);
    this.start = this.lines[0]?.offset ?? this.end;
    if (this.firstNumber !== null) this.firstNumber += extra;
  }
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

function skipBytes(text: string, count: number): string {
  return new TextDecoder().decode(new TextEncoder().encode(text).subarray(count));
}

/** The text without terminal colour codes and Windows carriage returns. */
function clean(line: string): string {
  // oxlint-disable-next-line no-control-regex -- escape codes are control characters
  return line.replace(/\u001b\[[0-9;]*[A-Za-z]/g, '').replace(/\r$/, '');
}
