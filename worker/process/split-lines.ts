/** Longer lines are cut into pieces of at most this many bytes of UTF-8. */
export const LONGEST_LINE = 40 * 1024;

/**
 * Turns the pieces in which a program's output arrives into lines. `\n`, `\r\n` and a lone `\r` (progress displays) end a line.
 * Bytes that are not UTF-8 become replacement characters; a line over {@link LONGEST_LINE} is cut between characters.
 */
export class LineSplitter {
  readonly #decoder = new TextDecoder();
  readonly #cutter = new LineCutter();
  #rest = '';
  #endedInReturn = false;

  /** Takes the next piece and returns the lines that it completed. */
  push(piece: Uint8Array): string[] {
    return this.#take(this.#decoder.decode(piece, { stream: true }));
  }

  /** Tells that nothing follows; returns the last line when it had no end mark. */
  end(): string[] {
    const lines = this.#take(this.#decoder.decode());
    if (this.#rest !== '') lines.push(this.#rest);
    this.#rest = '';
    return lines;
  }

  #take(piece: string): string[] {
    if (piece === '') return [];
    const text = this.#endedInReturn && piece.startsWith('\n') ? piece.slice(1) : piece;
    this.#endedInReturn = piece.endsWith('\r');
    const parts = text.split(/\r\n|\n|\r/);
    const last = parts.pop() ?? '';
    const lines: string[] = [];
    for (const part of parts) {
      const { full, rest } = this.#cutter.cut(this.#rest + part);
      // What is left of a line that was cut exactly at its end is no line of its own.
      lines.push(...full, ...(rest === '' && full.length > 0 ? [] : [rest]));
      this.#rest = '';
    }
    const { full, rest } = this.#cutter.cut(this.#rest + last);
    lines.push(...full);
    this.#rest = rest;
    return lines;
  }
}

/** Cuts full-length pieces off the front of a line. */
class LineCutter {
  readonly #encoder = new TextEncoder();
  readonly #room = new Uint8Array(LONGEST_LINE);

  cut(line: string): { full: string[]; rest: string } {
    const full: string[] = [];
    let rest = line;
    // A UTF-16 unit is at most three bytes of UTF-8.
    while (rest.length * 3 > LONGEST_LINE) {
      const { read } = this.#encoder.encodeInto(rest, this.#room);
      if (read >= rest.length) break;
      full.push(rest.slice(0, read));
      rest = rest.slice(read);
    }
    return { full, rest };
  }
}
