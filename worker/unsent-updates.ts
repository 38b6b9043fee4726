import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { taskUpdateSchema } from '#server/contracts/task.ts';
import { removeFirmly, renameFirmly, type RenameOptions } from '#system/files/firmly.mjs';

const unsentUpdateSchema = z.object({ taskId: z.string(), update: taskUpdateSchema });
/** A report on a task that has not reached the manager yet. */
export type UnsentUpdate = z.infer<typeof unsentUpdateSchema>;

/** Beyond this many bytes, log lines are dropped. Statuses and steps are always kept, as they are few and small. */
const MOST_BYTES = 32 * 1024 * 1024;
const LOG_LOST =
  'log lines are missing here: the manager could not be reached and the worker had no more room for them\n';

/**
 * Reports that have not reached the manager, oldest first. They are in memory until {@link persist} puts them on disk,
 * one JSON document per line; once that resolves they are really there (fsync), so a worker that is killed loses
 * nothing. A write that was interrupted leaves a broken last line, which is ignored. Removals are saved by {@link
 * save}; after a crash before that, reports are sent twice, which does no harm. If another program holds the file and
 * does not let go, what should take its place stays beside it and is read, too, if it is complete.
 */
export class UnsentUpdates {
  readonly #file: string;
  readonly #mostBytes: number;
  readonly #renaming: RenameOptions | undefined;
  #updates: UnsentUpdate[];
  #bytes: number;
  /** How many of the oldest are on disk. */
  #onDisk: number;
  /** Whether the file holds anything other than the first `#onDisk` updates. */
  #isStale: boolean;
  #writing: Promise<void> = Promise.resolve();

  static async open(file: string, mostBytes = MOST_BYTES, renaming?: RenameOptions): Promise<UnsentUpdates> {
    await mkdir(path.dirname(file), { recursive: true });
    const [inPlace, next] = [await linesOf(file), await linesOf(beside(file))];
    const lines = joined(inPlace.filter(isReport), completeVersion(next));
    const unsent = new UnsentUpdates(file, mostBytes, lines.flatMap(parseLine), renaming);
    // Gets rid of a broken last line, to which the next one would be appended.
    unsent.#isStale = inPlace.length + next.length > 0;
    // If the file is held even now, all of it is still in one of the two.
    await unsent.save().catch(() => undefined);
    return unsent;
  }

  private constructor(file: string, mostBytes: number, updates: UnsentUpdate[], renaming: RenameOptions | undefined) {
    this.#file = file;
    this.#mostBytes = mostBytes;
    this.#renaming = renaming;
    this.#updates = updates;
    this.#onDisk = updates.length;
    this.#isStale = false;
    this.#bytes = updates.reduce((sum, update) => sum + line(update).length, 0);
  }

  get count(): number {
    return this.#updates.length;
  }

  /** Whether some of them are on disk. If so, whatever is added belongs there too, or a crash would leave a gap. */
  get areOnDisk(): boolean {
    return this.#onDisk > 0;
  }

  oldest(): UnsentUpdate | undefined {
    return this.#updates[0];
  }

  /** Returns the part of it that is kept; undefined if there was no room for any of it. */
  add(update: UnsentUpdate): UnsentUpdate | undefined {
    const kept = this.#bytes + line(update).length > this.#mostBytes ? this.#withoutLog(update) : update;
    if (kept === undefined) return undefined;
    this.#updates.push(kept);
    this.#bytes += line(kept).length;
    return kept;
  }

  removeOldest(): void {
    const removed = this.#updates.shift();
    if (removed === undefined) return;
    this.#bytes -= line(removed).length;
    if (this.#onDisk === 0) return;
    this.#onDisk--;
    this.#isStale = true;
  }

  /** Puts all that are not on disk yet there. */
  async persist(): Promise<void> {
    await this.#inTurn(async () => {
      const fresh = this.#updates.slice(this.#onDisk);
      if (fresh.length === 0) return;
      // Nothing in the file counts any more: it is left from a write that failed, or all of it was delivered.
      if (this.#isStale && this.#onDisk === 0) return await this.#rewrite();
      this.#onDisk = this.#updates.length;
      await writeDurably(this.#file, 'a', fresh.map(line).join(''));
    });
  }

  /** Makes the file contain exactly the updates that are left. */
  async save(): Promise<void> {
    await this.#inTurn(async () => {
      if (this.#isStale) await this.#rewrite();
    });
  }

  async #rewrite(): Promise<void> {
    this.#isStale = false;
    this.#onDisk = this.#updates.length;
    if (this.#updates.length === 0) {
      for (const each of [this.#file, beside(this.#file)]) await removeFirmly(each);
      return;
    }
    await writeDurably(beside(this.#file), 'w', this.#updates.map(line).join('') + endLine(this.#updates.length));
    await renameFirmly(beside(this.#file), this.#file, this.#renaming);
  }

  /** One writer at a time. What could not be written (on a full disk) is written by the next one. */
  async #inTurn(write: () => Promise<void>): Promise<void> {
    const turn = this.#writing.then(async () => {
      try {
        await write();
      } catch (error) {
        this.#onDisk = 0;
        this.#isStale = true;
        throw error;
      }
    });
    this.#writing = turn.catch(() => undefined);
    await turn;
  }

  /**
   * Undefined if nothing is left to report. The first log lines of a task that are lost leave a note in their place.
   */
  #withoutLog({ taskId, update }: UnsentUpdate): UnsentUpdate | undefined {
    const { log, ...rest } = update;
    const isNoted = this.#updates.some((kept) => kept.taskId === taskId && kept.update.log === LOG_LOST);
    const kept = log === undefined || isNoted ? rest : { ...rest, log: LOG_LOST };
    return Object.keys(kept).length === 0 ? undefined : { taskId, update: kept };
  }
}

/** Where the file is written anew, before it takes the place of the old one. */
function beside(file: string): string {
  return `${file}~`;
}

async function linesOf(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').filter((each) => each !== '');
}

/** The last line of a file that was written anew: it is complete. What is added later follows it. */
function endLine(count: number): string {
  return `${JSON.stringify({ end: count })}\n`;
}

function isReport(text: string): boolean {
  return !text.startsWith('{"end":');
}

/**
 * The lines of a next version; none if its writing was interrupted. What was promised to be on disk is then in the file
 * itself, and a part of it could not be told from newer reports: a finished task would become active again.
 */
function completeVersion(lines: readonly string[]): readonly string[] {
  const reports = lines.slice(0, -1);
  return lines.at(-1) === endLine(reports.length).trim() ? reports : [];
}

/**
 * The lines of the file, and then those of its next version that it does not have: that one begins with some of the
 * last lines of the file, as the first ones had been delivered.
 */
function joined(inPlace: readonly string[], waiting: readonly string[]): string[] {
  let common = Math.min(inPlace.length, waiting.length);
  while (common > 0 && inPlace.slice(-common).some((each, index) => each !== waiting[index])) common--;
  return [...inPlace, ...waiting.slice(common)];
}

function line(update: UnsentUpdate): string {
  return `${JSON.stringify(update)}\n`;
}

function parseLine(text: string): UnsentUpdate[] {
  try {
    return [unsentUpdateSchema.parse(JSON.parse(text))];
  } catch {
    return [];
  }
}

async function writeDurably(file: string, flags: 'a' | 'w', text: string): Promise<void> {
  const handle = await open(file, flags, 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
