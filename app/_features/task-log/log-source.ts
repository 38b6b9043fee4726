import type { LiveLogChunk } from '#server/contracts/web/live.ts';
import type { LogPart } from '#server/contracts/web/task-rows.ts';
import { messageOf } from '#shared/message-of.ts';
import { perFrame } from '../../_lib/event-batch.ts';
import type { FarmClient } from '../../_lib/trpc.ts';
import { LogBuffer } from './log-buffer.ts';

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
  readonly isLoadingEarlier: boolean;
}

/** Fetches a task's log into a buffer and keeps it up to date. */
export class LogSource {
  readonly buffer = new LogBuffer();
  private snapshot: LogSnapshot = { state: 'loading', error: '', version: 0, isLoadingEarlier: false };
  private readonly listeners = new Set<() => void>();
  private readonly client: FarmClient;
  private readonly taskId: string;
  private earlier: Promise<void> | null = null;

  constructor(client: FarmClient, taskId: string) {
    this.client = client;
    this.taskId = taskId;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  getSnapshot = (): LogSnapshot => this.snapshot;

  /** Fetches the end of the log, then what comes before it unless the log is long. */
  async load(): Promise<void> {
    this.change({ state: 'loading' });
    try {
      const part = await this.read(-TAIL_BYTES, CHUNK_BYTES);
      this.buffer.reset(part.text, part.offset, part.nextOffset);
      this.change({ state: 'ready' });
      if (part.size <= WHOLE_BYTES) await this.loadBack(0);
    } catch (error) {
      this.change({ state: 'error', error: messageOf(error) });
    }
  }

  /** Fetches earlier parts until this byte is in the buffer. */
  loadBack(offset: number): Promise<void> {
    if (this.buffer.start <= offset) return Promise.resolve();
    this.earlier ??= this.readBack(offset).finally(() => {
      this.earlier = null;
      this.change({ isLoadingEarlier: false });
    });
    return this.earlier.then(() => this.loadBack(offset));
  }

  /** Fetches one more part before what is shown. */
  loadEarlier(): Promise<void> {
    return this.loadBack(Math.max(0, this.buffer.start - CHUNK_BYTES));
  }

  /** Fetches what has been written since. */
  async catchUp(): Promise<void> {
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
        { taskId: this.taskId, offset: this.buffer.end },
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

  private async readBack(offset: number): Promise<void> {
    this.change({ isLoadingEarlier: true });
    const end = this.buffer.start;
    const from = Math.max(0, Math.min(offset, end), end - CHUNK_BYTES);
    const part = await this.read(from, end - from);
    this.buffer.prepend(part.text, part.offset);
  }

  private read(offset: number, limit: number): Promise<LogPart> {
    return this.client.tasks.readLog.query({ taskId: this.taskId, offset, limit });
  }

  private change(change: Partial<LogSnapshot>): void {
    this.snapshot = { ...this.snapshot, ...change, version: this.snapshot.version + 1 };
    for (const listener of this.listeners) listener();
  }
}
