import type { TaskUpdate } from '#server/contracts/task.ts';
import { LogBatches } from './process/log-batches.ts';
import type { UpdateSender } from './update-sender.ts';

/**
 * When more text than this is waiting in memory, the writer of the log has to wait: the manager or the disk cannot keep
 * up with a program's output.
 */
const MOST_WAITING = 4 * 1024 * 1024;
/** Waiting reports are merged up to this size of log. */
const LARGEST_UPDATE = 256 * 1024;

/**
 * Everything that one run of a task reports, in order. Reports wait in a queue, where they are merged, so they do not
 * delay the task, except for a log that grows faster than it can be sent.
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

  /** Sends a report after the log lines so far. */
  report(update: TaskUpdate): void {
    this.#batches.flush();
    this.#enqueue(update);
  }

  /** Adds a line to the task's log. If it returns a promise, wait for that before writing more. */
  log(line: string): Promise<void> | undefined {
    this.#batches.add(line);
    return this.#waitingLog > MOST_WAITING ? this.#sending : undefined;
  }

  /** Resolves when all reports so far are delivered, on disk, or pointless because the task is no longer ours. */
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
    // Gives reports that are made in one go a chance to be merged.
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

/** A status change stays a separate report, so that everything before it has arrived when the manager acts on it. */
function canJoin(first: TaskUpdate, second: TaskUpdate): boolean {
  if (first.taskStatus !== undefined || second.taskStatus !== undefined) return false;
  return (first.log?.length ?? 0) + (second.log?.length ?? 0) <= LARGEST_UPDATE;
}
