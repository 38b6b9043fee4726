import { open, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { removeFirmly } from '#system/files/firmly.mjs';
import { AppendQueue } from './append-queue.ts';
import { DEFAULT_LOG_LIMIT, type LogLimit } from './log-limit.ts';
import { jobFolderIn, taskLogName } from './job-folder.ts';
import { fromWholeCharacter, wholeCharacters } from './utf8-cut.ts';

/** A piece of a log that has been written to its file. */
export interface TaskLogChunk {
  readonly jobId: string;
  readonly taskId: string;
  readonly text: string;
  /** Position in the file, in bytes. */
  readonly offset: number;
}

export interface TaskLogPart {
  readonly bytes: Buffer;
  /** Where to continue reading, in bytes. */
  readonly nextOffset: number;
  /** The size of the whole log, in bytes. */
  readonly size: number;
}

export interface TaskLogStore {
  /**
   * Adds text to a task's log and resolves when it is in the file. Calls for one task keep their order. A missing line
   * break at the end is added; empty text is ignored. `runStart` says that the text comes from a run, and where its log
   * begins, in bytes: then anything beyond the limits of a run or of a log is left out, and the log says so once. The
   * end of what was left out is kept back and written before the next text without `runStart`.
   */
  append(jobId: string, taskId: string, text: string, runStart?: number): Promise<void>;
  /** The size of a task's log in bytes; 0 if there is none. */
  size(jobId: string, taskId: string): Promise<number>;
  /**
   * At most `limit` bytes from `offset`. With `asText` no character is cut in two, so there may be up to 3 bytes more.
   */
  read(jobId: string, taskId: string, part: { offset: number; limit: number; asText?: boolean }): Promise<TaskLogPart>;
  /** The end of the log: what follows the first line break in the last `bytes` bytes, or all of a smaller log. */
  tail(jobId: string, taskId: string, bytes?: number): Promise<string>;
  /** Removes everything that is stored for a job, including its pictures. */
  removeJob(jobId: string): Promise<void>;
  /** The absolute folder of a job's logs and pictures; it need not exist. */
  jobFolder(jobId: string): string;
  /** The absolute path of a task's log. */
  pathFor(jobId: string, taskId: string): string;
  /**
   * From now on calls `listener` for each piece, in order, once it is in the file. Call the returned function to stop.
   * A listener must not throw.
   */
  listen(listener: (chunk: TaskLogChunk) => void): () => void;
  /** Resolves when all appended text is in the files; for a clean stop. */
  idle(): Promise<void>;
}

/** Larger texts are written and passed on in pieces. */
const MAX_CHUNK_BYTES = 1024 * 1024;
const TAIL_BYTES = 2048;

/**
 * Keeps task logs as files `job-<first 4 digits of the job id>/<job id>/task-<task id>.txt` below `root`.
 * `onChunk` is called in order for each piece once it is in the file; it must not throw.
 */
export function createTaskLogStore(options: {
  root: string;
  onChunk?: (chunk: TaskLogChunk) => void;
  limit?: LogLimit;
}): TaskLogStore {
  const { perRun, perTask, runEnd } = options.limit ?? DEFAULT_LOG_LIMIT;
  const queue = new AppendQueue(runEnd);
  const listeners = new Set<(chunk: TaskLogChunk) => void>();
  if (options.onChunk) listeners.add(options.onChunk);
  const pathFor = (jobId: string, taskId: string) => join(jobFolderIn(options.root, jobId), taskLogName(taskId));

  return {
    pathFor,
    jobFolder: (jobId) => jobFolderIn(options.root, jobId),
    idle: () => queue.idle(),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async append(jobId, taskId, text, runStart) {
      const file = pathFor(jobId, taskId);
      if (text === '') return;
      const bytes = Buffer.from(text.endsWith('\n') ? text : `${text}\n`);
      const run = runStart === undefined ? undefined : { start: runStart, limit: Math.min(runStart + perRun, perTask) };
      await Promise.all(
        inPieces(bytes).map(async (piece) => {
          const written = await queue.append(file, piece, run);
          if (written.bytes.length === 0) return;
          const chunk = { jobId, taskId, text: written.bytes.toString(), offset: written.offset };
          for (const listener of listeners) listener(chunk);
        }),
      );
    },
    async size(jobId, taskId) {
      return (await readPart(pathFor(jobId, taskId), () => ({ from: 0, length: 0 }))).size;
    },
    async read(jobId, taskId, { offset, limit, asText = false }) {
      const wanted = asText ? limit + 3 : limit;
      const { bytes, size } = await readPart(pathFor(jobId, taskId), () => ({ from: offset, length: wanted }));
      const taken = asText ? bytes.subarray(0, textLength(bytes, limit)) : bytes;
      return { bytes: taken, nextOffset: Math.min(offset, size) + taken.length, size };
    },
    async tail(jobId, taskId, length = TAIL_BYTES) {
      const { bytes, size } = await readPart(pathFor(jobId, taskId), (all) => ({
        from: Math.max(0, all - length),
        length,
      }));
      if (size <= length) return bytes.toString();
      const lineBreak = bytes.indexOf('\n');
      return (lineBreak === -1 ? fromWholeCharacter(bytes) : bytes.subarray(lineBreak + 1)).toString();
    },
    async removeJob(jobId) {
      const folder = jobFolderIn(options.root, jobId);
      await queue.idle(folder);
      queue.forget(folder);
      await removeFirmly(folder);
      // The folder above is shared with other jobs, so this only succeeds when it is empty.
      await rmdir(dirname(folder)).catch(() => undefined);
    },
  };
}

/** Pieces of at most 1 MiB, cut after a line break where there is one, never inside a character. */
function inPieces(bytes: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  let rest = bytes;
  while (rest.length > MAX_CHUNK_BYTES) {
    const lineBreak = rest.lastIndexOf('\n', MAX_CHUNK_BYTES - 1);
    const cut = lineBreak === -1 ? wholeCharacters(rest, MAX_CHUNK_BYTES) : lineBreak + 1;
    pieces.push(rest.subarray(0, cut));
    rest = rest.subarray(cut);
  }
  return [...pieces, rest];
}

/** As much as `limit` allows, but at least one character, so that a reader always makes progress. */
function textLength(bytes: Buffer, limit: number): number {
  for (let length = Math.min(limit, bytes.length); length <= bytes.length; length += 1) {
    const whole = wholeCharacters(bytes, length);
    if (whole > 0) return whole;
  }
  return bytes.length;
}

/** Some bytes of a file, which `choose` picks by its size; a missing file counts as empty. */
async function readPart(
  file: string,
  choose: (size: number) => { from: number; length: number },
): Promise<{ bytes: Buffer; size: number }> {
  const handle = await open(file, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!handle) return { bytes: Buffer.alloc(0), size: 0 };
  try {
    const { size } = await handle.stat();
    const { from, length } = choose(size);
    const bytes = Buffer.alloc(Math.max(0, Math.min(length, size - from)));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
    return { bytes: bytes.subarray(0, bytesRead), size };
  } finally {
    await handle.close();
  }
}
