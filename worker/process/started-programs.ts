import { appendFileSync } from 'node:fs';
import { readFile, stat, utimes } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** A program that a task has started; times in milliseconds since 1970. */
export interface StartedProgram {
  readonly pid: number;
  /** A moment before it was started. */
  readonly from: number;
  /** A moment after it ended; undefined while it runs. */
  readonly until?: number | undefined;
}

const NAME = '.flamenco-programs';
/** How often the file says that its worker is alive. */
const TOUCH_EVERY = 5_000;
const lineSchema = z.union([
  z.object({ pid: z.int(), from: z.number() }),
  z.object({ pid: z.int(), until: z.number() }),
]);

/**
 * Which programs a task has started and when, also on disk, in the task's folder for temporary files. On Windows, this
 * is how what they left behind is found: a process there keeps the number of the one that started it, but numbers are
 * given again, so that only the times tell whose child it is.
 */
export class StartedPrograms {
  readonly #file: string | undefined;
  readonly #programs: StartedProgram[] = [];
  #touching: NodeJS.Timeout | undefined;

  /** @param folder where the file is kept; undefined where it is not needed. */
  constructor(folder: string | undefined) {
    this.#file = folder && path.join(folder, NAME);
  }

  get all(): readonly StartedProgram[] {
    return this.#programs;
  }

  started(pid: number, from: number): void {
    this.#programs.push({ pid, from });
    this.#write({ pid, from });
    const file = this.#file;
    if (file === undefined) return;
    const touch = () => {
      const now = new Date();
      void utimes(file, now, now).catch(() => undefined);
    };
    this.#touching ??= setInterval(touch, TOUCH_EVERY).unref();
  }

  ended(pid: number): void {
    const index = this.#programs.findLastIndex((program) => program.pid === pid);
    const program = this.#programs[index];
    if (program === undefined) return;
    const until = Date.now();
    this.#programs[index] = { ...program, until };
    this.#write({ pid, until });
  }

  close(): void {
    clearInterval(this.#touching);
  }

  #write(line: z.infer<typeof lineSchema>): void {
    if (this.#file === undefined) return;
    try {
      appendFileSync(this.#file, `${JSON.stringify(line)}\n`);
    } catch {
      // It helps to find strays; no task fails for it.
    }
  }
}

/**
 * What a worker that was killed wrote down about a task. Its programs ended with it at the latest, and it was alive
 * when it last touched the file.
 */
export async function readStartedPrograms(folder: string): Promise<StartedProgram[]> {
  const file = path.join(folder, NAME);
  try {
    const [text, { mtimeMs }] = await Promise.all([readFile(file, 'utf8'), stat(file)]);
    return parseStartedPrograms(text, mtimeMs + 2 * TOUCH_EVERY);
  } catch {
    return [];
  }
}

/** @param end of those of which no end was written down. A line that was cut off is left out. */
export function parseStartedPrograms(text: string, end: number): StartedProgram[] {
  const programs: StartedProgram[] = [];
  for (const line of text.split('\n')) {
    const parsed = lineSchema.safeParse(readJson(line));
    if (!parsed.success) continue;
    const { data } = parsed;
    const before = programs.findLastIndex(({ pid }) => pid === data.pid);
    const running = programs[before];
    if ('from' in data) programs.push({ ...data, until: end });
    else if (running !== undefined) programs[before] = { ...running, until: data.until };
  }
  return programs;
}

function readJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
