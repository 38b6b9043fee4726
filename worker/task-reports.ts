import type { TaskUpdate } from '#server/contracts/task.ts';
import { LogBatches } from './process/log-batches.ts';
import type { UpdateSender } from './update-sender.ts';

/** When more text than this waits in memory, whoever writes the log has to wait: a manager or disk that is slower than a program's output. */
const MOST_WAITING = 4 * 1024 * 1024;
/** Waiting reports are put together up to this size of log. */
const LARGEST_UPDATE = 256 * 1024;

/**
 * All that one run of a task reports, in order. Nothing here delays the task: reports wait in a queue, and those that wait are put together.
 */
export class TaskReports {
  readonly #taskId: string;
  readonly #sender: UpdateSender;
  readonly #batches: LogBatches;
  readonly #waiting: TaskUpdate[] = [];
  #waitingLog = 0;
  #sending: Promise<void> | undefined;
  #isLost = false;

  constructor(taskId: string, sender: UpdateSender, logBatchMilliseconds: number) {
    this.#taskId = taskId;
    this.#sender = sender;
    this.#batches = new LogBatches(logBatchMilliseconds, (log) => this.#enqueue({ log }));
  }

  /** Reports after the log lines so far. */
  report(update: TaskUpdate): void {
    this.#batches.flush();
    this.#enqueue(update);
  }

  /** Adds a line to the task's log. When a promise comes back, wait for it before writing more. */
  log(line: string): Promise<void> | undefined {
    this.#batches.add(line);
    return this.#waitingLog > MOST_WAITING ? this.#sending : undefined;
  }

  /** Resolves when all reports so far are with the manager, on disk, or pointless because the task is no longer ours. */
  async settled(): Promise<void> {
    this.#batches.flush();
    await this.#sending;
  }

  #enqueue(update: TaskUpdate): void {
    if (this.#isLost) return;
    this.#waitingLog += update.log?.length ?? 0;
    const last = this.#waiting.at(-1);
    if (last !== undefined && canJoin(last, update)) {
      const log =
        last.log === undefined && update.log === undefined ? {} : { log: (last.log ?? '') + (update.log ?? '') };
      this.#waiting[this.#waiting.length - 1] = { ...last, ...update, ...log };
    } else {
      this.#waiting.push(update);
    }
    this.#sending ??= this.#sendAll().finally(() => (this.#sending = undefined));
  }

  async #sendAll(): Promise<void> {
    // Lets reports that are made in one go come together.
    await Promise.resolve();
    for (let update = this.#waiting.shift(); update !== undefined; update = this.#waiting.shift()) {
      const delivery = await this.#sender.send(this.#taskId, update);
      this.#waitingLog -= update.log?.length ?? 0;
      if (delivery === 'lost') {
        this.#isLost = true;
        this.#waiting.length = 0;
      }
    }
  }
}

/** A status change stays a report of its own, so that what precedes it is there before the manager acts on it. */
function canJoin(first: TaskUpdate, second: TaskUpdate): boolean {
  if (first.taskStatus !== undefined || second.taskStatus !== undefined) return false;
  return (first.log?.length ?? 0) + (second.log?.length ?? 0) <= LARGEST_UPDATE;
}
