import {
  byteLength,
  countLineBreaks,
  endOfFirstLines,
  linesOf,
  type LogLine,
  skipBytes,
  startOfLastLines,
} from './log-text.ts';

/** The most lines that are kept, of a log that may have millions. Browsers cannot show much more in one list either. */
export const MOST_LINES = 200_000;

/**
 * A contiguous part of a task's log, as lines. It grows at the end as the task runs and at either side on demand, and
 * never beyond its cap: then lines at the other side go. Offsets are bytes, because that is how the log is stored and
 * addressed.
 */
export class LogBuffer {
  lines: LogLine[] = [];
  /** The bytes that the lines cover: from `start` up to, not including, `end`. */
  start = 0;
  end = 0;
  /** The number of the first line, counting from 1; null while the beginning of the log is not known. */
  firstNumber: number | null = 1;
  /** How many lines have come before those that are there, less those that went: by so many they have moved down. */
  shifted = 0;
  longest = 0;
  /** The last line as it came, while its line break is still missing. */
  private open = '';
  private readonly most: number;

  constructor(most = MOST_LINES) {
    this.most = most;
  }

  /** Starts over with the end of the log. Unless it is the whole log, its first line may be cut off and goes. */
  reset(text: string, offset: number, nextOffset: number): void {
    const whole = offset === 0 ? text : text.slice(text.indexOf('\n') + 1);
    // Counted from the end: a character cut in two at the start is decoded to a different number of bytes.
    this.empty(offset === 0 ? 0 : nextOffset - byteLength(whole));
    this.append(whole, this.start);
  }

  /**
   * Starts over with a part of the log from the beginning of a line on.
   * @returns whether there was room for all of it
   */
  resetFrom(text: string, offset: number): boolean {
    this.empty(offset);
    return this.extend(text, this.most);
  }

  /**
   * Adds what comes after the end, or the first `most` lines of it.
   * @returns whether all of it was added
   */
  extend(text: string, most = Math.ceil(this.most / 2)): boolean {
    const cut = endOfFirstLines(text, most);
    this.append(text.slice(0, cut), this.end);
    return cut === text.length;
  }

  /**
   * Adds what was written at the end. Bytes that are already known are skipped.
   * @returns false when bytes in between are missing; the caller must then read on from `end`
   */
  append(text: string, offset: number): boolean {
    if (offset > this.end) return false;
    const fresh = offset === this.end ? text : skipBytes(text, this.end - offset);
    if (fresh === '') return true;
    const last = this.open === '' ? undefined : this.lines.pop();
    const whole = this.open + fresh;
    const cut = startOfLastLines(whole, this.most);
    const skipped = whole.slice(0, cut);
    const more = this.measured(linesOf(whole.slice(cut), (last?.offset ?? this.end) + byteLength(skipped)));
    this.end += byteLength(fresh);
    this.open = whole.slice(whole.lastIndexOf('\n') + 1);
    if (cut > 0) this.dropOldest(this.lines.length);
    this.lines = this.lines.concat(more);
    this.dropOldest(this.lines.length - this.most, countLineBreaks(skipped));
    return true;
  }

  /** Adds the part of the log that ends where the buffer starts, or the last `most` lines of it. */
  prepend(text: string, offset: number, most = Math.ceil(this.most / 2)): void {
    const whole = offset === 0 ? text : text.slice(text.indexOf('\n') + 1);
    const cut = startOfLastLines(whole, most);
    const start = (offset === 0 ? 0 : this.start - byteLength(whole)) + byteLength(whole.slice(0, cut));
    const more = this.measured(linesOf(whole.slice(cut), start));
    this.lines = more.concat(this.lines);
    this.start = start;
    if (start === 0) this.firstNumber = 1;
    else if (this.firstNumber !== null) this.firstNumber -= more.length;
    this.shifted += more.length;
    this.dropNewest();
  }

  /** How many more lines there is room for. */
  get room(): number {
    return this.most - this.lines.length;
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

  private empty(start: number): void {
    this.start = start;
    this.end = start;
    this.lines = [];
    this.longest = 0;
    this.open = '';
    this.firstNumber = start === 0 ? 1 : null;
  }

  private measured(lines: LogLine[]): LogLine[] {
    for (const { text } of lines) if (text.length > this.longest) this.longest = text.length;
    return lines;
  }

  /** Drops so many lines. `skipped` of the log's lines were between them and those that stay. */
  private dropOldest(count: number, skipped = 0): void {
    if (count > 0) this.lines = this.lines.slice(count);
    const gone = Math.max(0, count) + skipped;
    if (gone === 0) return;
    this.start = this.lines[0]?.offset ?? this.end;
    this.shifted -= gone;
    if (this.firstNumber !== null) this.firstNumber += gone;
  }

  private dropNewest(): void {
    const first = this.lines[this.most];
    if (!first) return;
    this.lines = this.lines.slice(0, this.most);
    this.end = first.offset;
    this.open = '';
  }
}
