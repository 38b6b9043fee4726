/** A batch is sent when it has more bytes than this … */
const BATCH_BYTES = 10_240;

/** Collects lines of a task's log and hands them on in chunks, each of which ends in a line end. */
export class LogBatches {
  readonly #send: (chunk: string) => void;
  readonly #longestWait: number;
  #lines: string[] = [];
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param longestWaitMilliseconds … or at the latest this long after its first line, so that a live page follows. */
  constructor(longestWaitMilliseconds: number, send: (chunk: string) => void) {
    this.#longestWait = longestWaitMilliseconds;
    this.#send = send;
  }

  add(line: string): void {
    this.#lines.push(line);
    this.#bytes += Buffer.byteLength(line) + 1;
    if (this.#bytes > BATCH_BYTES) return this.flush();
    this.#timer ??= setTimeout(() => this.flush(), this.#longestWait);
  }

  /** Hands on what there is, at once. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#lines.length === 0) return;
    const chunk = `${this.#lines.join('\n')}\n`;
    this.#lines = [];
    this.#bytes = 0;
    this.#send(chunk);
  }
}
