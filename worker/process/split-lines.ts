/** Longer lines are cut into pieces of at most this many bytes. */
export const LONGEST_LINE = 40 * 1024;

const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const NOTHING = new Uint8Array();

/**
 * Turns the pieces in which a program's output arrives into lines. `\n`, `\r\n` and a lone `\r` (progress displays) end
 * a line; a line longer than {@link LONGEST_LINE} is cut between characters. A line that is not UTF-8 is read as
 * Windows-1252, so that nothing in it is lost.
 */
export class LineSplitter {
  #rest: Uint8Array = NOTHING;
  #endedInReturn = false;

  /** Takes the next piece and returns the lines that it completes. */
  push(piece: Uint8Array): string[] {
    const lines: string[] = [];
    let from = this.#endedInReturn && piece[0] === LINE_FEED ? 1 : 0;
    if (piece.length > 0) this.#endedInReturn = piece.at(-1) === RETURN;
    for (let at = from; at < piece.length; at++) {
      const byte = piece[at];
      if (byte !== LINE_FEED && byte !== RETURN) continue;
      this.#extend(piece.subarray(from, at), lines);
      lines.push(decode(this.#rest));
      this.#rest = NOTHING;
      if (byte === RETURN && piece[at + 1] === LINE_FEED) at++;
      from = at + 1;
    }
    this.#extend(piece.subarray(from), lines);
    return lines;
  }

  /** Says that nothing follows; returns the last line if it had no line ending. */
  end(): string[] {
    const lines = this.#rest.length === 0 ? [] : [decode(this.#rest)];
    this.#rest = NOTHING;
    return lines;
  }

  /** Adds to the unfinished line; what is too long for one line goes to `lines`. */
  #extend(part: Uint8Array, lines: string[]): void {
    // A copy, because the caller may reuse the piece's memory.
    let line: Uint8Array = Buffer.concat([this.#rest, part]);
    while (line.length > LONGEST_LINE) {
      const end = borderBefore(line, LONGEST_LINE);
      lines.push(decode(line.subarray(0, end)));
      line = line.subarray(end);
    }
    this.#rest = line;
  }
}

/** The last border between two UTF-8 characters at or before `position`; `position` itself if there is none near it. */
function borderBefore(bytes: Uint8Array, position: number): number {
  for (let border = position; border > position - 4; border--) {
    if (((bytes[border] ?? 0) & 0xc0) !== 0x80) return border;
  }
  return position;
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const WINDOWS_1252 = new TextDecoder('windows-1252');

function decode(bytes: Uint8Array): string {
  try {
    return UTF_8.decode(bytes);
  } catch {
    return WINDOWS_1252.decode(bytes);
  }
}
