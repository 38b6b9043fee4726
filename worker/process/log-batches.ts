/** A batch is sent when it exceeds this many bytes … */
const BATCH_BYTES = 10_240;

/** Collects lines of a task's log and passes them on in chunks that end with a line break. */
export class LogBatches {
  readonly #send: (chunk: string) => void;
  readonly #longestWait: number;
  #lines: string[] = [];
  #bytes = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param longestWaitMilliseconds … or this long after its first line at the latest, so that a live page keeps up. */
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

  /** Passes on what there is, at once. */
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
