import { wholeCharacters } from './utf8-cut.ts';

interface LeftOut {
  /** Where the log of the run begins, in bytes; this tells the runs of a task apart. */
  readonly runStart: number;
  /** The last parts of what was left out: at least as much as will be written. */
  parts: Buffer[];
  kept: number;
  total: number;
}

/**
 * What runs print beyond their limit. Only the end is kept, in memory, and written the next time that the manager adds
 * a line about the task, which it does at the end of every run. The end is where a runaway task says why it failed.
 */
export class LeftOutText {
  readonly #runs = new Map<string, LeftOut>();
  readonly #lastBytes: number;

  /** @param lastBytes how many bytes of the end are kept per run */
  constructor(lastBytes: number) {
    this.#lastBytes = lastBytes;
  }

  /** Takes text that does not go into the file now; returns true if it is the first of this run. */
  add(file: string, runStart: number, bytes: Buffer): boolean {
    const known = this.#runs.get(file);
    const isFirst = known?.runStart !== runStart;
    const run: LeftOut = isFirst ? { runStart, parts: [], kept: 0, total: 0 } : known;
    this.#runs.set(file, run);
    run.parts.push(bytes);
    run.kept += bytes.length;
    run.total += bytes.length;
    for (let first = run.parts[0]; first && run.kept - first.length >= this.#lastBytes; first = run.parts[0]) {
      run.parts.shift();
      run.kept -= first.length;
    }
    return isFirst;
  }

  /**
   * The end of what was left out since the last call, which now has to be written, below a line that says how much is
   * missing.
   */
  takeEnd(file: string): Buffer {
    const run = this.#runs.get(file);
    if (!run || run.total === 0) return Buffer.alloc(0);
    const all = Buffer.concat(run.parts);
    const end = run.total > this.#lastBytes ? fromWholeLine(all, this.#lastBytes) : all;
    const missing = run.total - end.length;
    Object.assign(run, { parts: [], kept: 0, total: 0 });
    return Buffer.concat([Buffer.from(missing > 0 ? `Flamenco-NG: ${missing} bytes are left out here.\n` : ''), end]);
  }

  /** To be called when the files below the folder are being removed. */
  forget(folder: string): void {
    for (const file of this.#runs.keys()) if (file.startsWith(folder)) this.#runs.delete(file);
  }
}

/** Roughly the last `length` bytes, from the beginning of a line if there is one. */
function fromWholeLine(bytes: Buffer, length: number): Buffer {
  const from = Math.max(0, bytes.length - length);
  const lineBreak = bytes.indexOf('\n', Math.max(0, from - 1));
  if (lineBreak !== -1 && lineBreak < bytes.length - 1) return bytes.subarray(lineBreak + 1);
  return bytes.subarray(wholeCharacters(bytes, from));
}
