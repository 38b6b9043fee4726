import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { taskUpdateSchema } from '#server/contracts/task.ts';

const unsentUpdateSchema = z.object({ taskId: z.string(), update: taskUpdateSchema });
/** A report on a task that the manager has not got yet. */
export type UnsentUpdate = z.infer<typeof unsentUpdateSchema>;

/** Beyond this many bytes log lines are dropped; statuses and steps are always kept, they are few and small. */
const MOST_BYTES = 32 * 1024 * 1024;
const LOG_LOST =
  'log lines are missing here: the manager could not be reached and the worker had no more room to keep them\n';

/**
 * Reports kept on disk, oldest first, one JSON document per line. Each is on the disk (fsync) before {@link append} resolves, so a
 * worker that is killed loses nothing; what it was writing at that moment is a broken last line, which is ignored.
 * Removals are saved by {@link save}: a crash before that repeats reports, which does no harm.
 */
export class UnsentUpdates {
  readonly #file: string;
  readonly #mostBytes: number;
  #updates: UnsentUpdate[];
  #bytes: number;

  static async open(file: string, mostBytes = MOST_BYTES): Promise<UnsentUpdates> {
    await mkdir(path.dirname(file), { recursive: true });
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
      throw error;
    });
    const unsent = new UnsentUpdates(file, mostBytes, text.split('\n').flatMap(parseLine));
    // Gets rid of a broken last line: the next append would go on in it.
    if (text !== '') await unsent.save();
    return unsent;
  }

  private constructor(file: string, mostBytes: number, updates: UnsentUpdate[]) {
    this.#file = file;
    this.#mostBytes = mostBytes;
    this.#updates = updates;
    this.#bytes = updates.reduce((sum, update) => sum + line(update).length, 0);
  }

  get count(): number {
    return this.#updates.length;
  }

  oldest(): UnsentUpdate | undefined {
    return this.#updates[0];
  }

  async append(update: UnsentUpdate): Promise<void> {
    const kept = this.#bytes + line(update).length > this.#mostBytes ? this.#withoutLog(update) : update;
    if (kept === undefined) return;
    this.#updates.push(kept);
    this.#bytes += line(kept).length;
    await writeDurably(this.#file, 'a', line(kept));
  }

  removeOldest(): void {
    const removed = this.#updates.shift();
    if (removed !== undefined) this.#bytes -= line(removed).length;
  }

  /** Makes the file hold exactly what is left. */
  async save(): Promise<void> {
    if (this.#updates.length === 0) return await rm(this.#file, { force: true });
    await writeDurably(`${this.#file}~`, 'w', this.#updates.map(line).join(''));
    await rename(`${this.#file}~`, this.#file);
  }

  /** Undefined when nothing is left to tell. The first log that is lost leaves a note in its place. */
  #withoutLog({ taskId, update }: UnsentUpdate): UnsentUpdate | undefined {
    const { log, ...rest } = update;
    const isNoted = this.#updates.some((kept) => kept.taskId === taskId && kept.update.log === LOG_LOST);
    const kept = log === undefined || isNoted ? rest : { ...rest, log: LOG_LOST };
    return Object.keys(kept).length === 0 ? undefined : { taskId, update: kept };
  }
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
