import type { LiveLogChunk } from '#server/contracts/web/live.ts';
import type { LogPart } from '#server/contracts/web/task-rows.ts';
import { messageOf } from '#shared/message-of.ts';
import { perFrame } from '../../_lib/event-batch.ts';
import type { FarmClient } from '../../_lib/trpc.ts';
import { LogBuffer } from './log-buffer.ts';
import { byteLength } from './log-text.ts';

const TAIL_BYTES = 262_144;
const CHUNK_BYTES = 1_048_576;
/** Logs up to this size are fetched whole, longer ones in parts on demand. */
const WHOLE_BYTES = 4 * CHUNK_BYTES;
const RETRY_MS = 2000;

export interface LogSnapshot {
  readonly state: 'loading' | 'ready' | 'error';
  readonly error: string;
  /** Grows with every change of the buffer. */
  readonly version: number;
  readonly isLoading: boolean;
}

/** Fetches a task's log into a buffer and keeps it up to date. */
export class LogSource {
  readonly buffer = new LogBuffer();
  private snapshot: LogSnapshot = { state: 'loading', error: '', version: 0, isLoading: false };
  private readonly listeners = new Set<() => void>();
  private readonly client: FarmClient;
  private readonly taskId: string;
  private reading: Promise<void> = Promise.resolve();
  /** The bytes of the log, as far as is known. */
  private size = 0;
  private isAway = false;

  constructor(client: FarmClient, taskId: string) {
    this.client = client;
    this.taskId = taskId;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  getSnapshot = (): LogSnapshot => this.snapshot;

  /** The bytes after what is shown; 0 unless the reader has gone so far back that the end is no longer kept. */
  get later(): number {
    return this.isAway ? Math.max(1, this.size - this.buffer.end) : 0;
  }

  /** Fetches the end of the log, then what comes before it, unless the log is long. */
  async load(): Promise<void> {
    this.change({ state: 'loading' });
    try {
      const part = await this.read(-TAIL_BYTES, CHUNK_BYTES);
      this.buffer.reset(part.text, part.offset, part.nextOffset);
      this.isAway = false;
      this.change({ state: 'ready' });
      if (part.size > WHOLE_BYTES) return;
      while (this.buffer.start > 0 && this.buffer.room > 0) await this.loadEarlier(this.buffer.room);
    } catch (error) {
      this.change({ state: 'error', error: messageOf(error) });
    }
  }

  /** Fetches the end of the log again, if the reader has gone away from it. */
  async toEnd(): Promise<void> {
    if (this.isAway) await this.load();
  }

  /** Fetches one more part before what is shown, or the last `most` lines of it. */
  loadEarlier(most?: number): Promise<void> {
    return this.alone(async () => {
      const { start } = this.buffer;
      const from = Math.max(0, start - CHUNK_BYTES);
      if (from === start) return;
      const part = await this.read(from, start - from);
      const { end } = this.buffer;
      // While the log was read, more was written, and the oldest lines may have gone.
      if (this.buffer.start === start) this.buffer.prepend(part.text, part.offset, most);
      if (this.buffer.end < end) this.isAway = true;
    });
  }

  /** Fetches one more part after what is shown. */
  loadLater(): Promise<void> {
    return this.alone(async () => {
      const part = await this.read(this.buffer.end, CHUNK_BYTES);
      this.isAway = !this.buffer.extend(part.text) || part.nextOffset < part.size;
    });
  }

  /** Has the line in the buffer that begins at this byte. What is far from it is not kept. */
  async show(offset: number): Promise<void> {
    const { start, end } = this.buffer;
    if (offset >= start && offset < end) return;
    // From the byte before it, so that it is known to begin a line.
    const part = await this.read(Math.max(0, offset - 1), CHUNK_BYTES);
    const cut = offset === 0 ? 0 : part.text.indexOf('\n') + 1;
    const isWhole = this.buffer.resetFrom(part.text.slice(cut), part.offset + byteLength(part.text.slice(0, cut)));
    this.isAway = !isWhole || part.nextOffset < part.size;
    this.change({});
  }

  /** Has the line with this number in the buffer, counting from 1, or the last one if there are fewer. */
  async showLine(number: number): Promise<void> {
    const { firstNumber } = this.buffer;
    if (firstNumber === null || number < firstNumber) await this.show(0);
    while (number >= this.nextNumber && this.isAway) await this.loadLater();
  }

  /** Fetches what has been written since. */
  async catchUp(): Promise<void> {
    if (this.isAway) return;
    for (;;) {
      const part = await this.read(this.buffer.end, CHUNK_BYTES);
      this.buffer.append(part.text, part.offset);
      this.change({});
      if (part.text === '' || this.buffer.end >= part.size) return;
    }
  }

  /** Follows the log while the task runs. @returns a function that stops following */
  follow(): () => void {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let current: { unsubscribe(): void } | null = null;
    const frame = perFrame<LiveLogChunk>((chunks) => {
      for (const { text, offset } of chunks) this.size = Math.max(this.size, offset + byteLength(text));
      if (this.isAway) {
        this.change({});
        return;
      }
      const complete = chunks.map((chunk) => this.buffer.append(chunk.text, chunk.offset)).every(Boolean);
      this.change({});
      if (!complete) void this.catchUp().catch(() => undefined);
    });
    const open = () => {
      const again = () => {
        current?.unsubscribe();
        clearTimeout(timer);
        timer = setTimeout(open, RETRY_MS);
      };
      current = this.client.live.taskLog.subscribe(
        { taskId: this.taskId, offset: this.isAway ? this.size : this.buffer.end },
        { onData: ({ data }) => frame.add(data), onError: again, onComplete: again },
      );
    };
    open();
    return () => {
      clearTimeout(timer);
      current?.unsubscribe();
      frame.stop();
    };
  }

  /** One after the other: each goes on where the buffer ends. */
  private alone(read: () => Promise<void>): Promise<void> {
    this.change({ isLoading: true });
    const done = this.reading.then(read).finally(() => this.change({ isLoading: false }));
    this.reading = done.catch(() => undefined);
    return done;
  }

  private get nextNumber(): number {
    return (this.buffer.firstNumber ?? 1) + this.buffer.lines.length;
  }

  private async read(offset: number, limit: number): Promise<LogPart> {
    const part = await this.client.tasks.readLog.query({ taskId: this.taskId, offset, limit });
    this.size = part.size;
    return part;
  }

  private change(change: Partial<LogSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...change, version: this.snapshot.version + 1 };
    for (const listener of this.listeners) listener();
  }
}
