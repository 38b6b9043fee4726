import type { LogPart } from '../../contracts/web/task-rows.ts';
import type { Farm } from '../../farm/farm.ts';

/** Which part of which log to read. */
export interface LogPlace {
  readonly jobId: string;
  readonly taskId: string;
  /** The byte to begin at; a negative number counts from the end. */
  readonly offset: number;
  /** The most bytes to read; slightly exceeded where it would cut a character. */
  readonly limit: number;
}

/**
 * A part of a task's log as text, beginning and ending with whole characters. Empty if there is nothing there (yet).
 */
export async function readLogPart(taskLogs: Farm['taskLogs'], place: LogPlace): Promise<LogPart> {
  const { jobId, taskId, offset, limit } = place;
  const from = offset >= 0 ? offset : Math.max(0, (await taskLogs.size(jobId, taskId)) + offset);
  const { bytes, nextOffset, size } = await taskLogs.read(jobId, taskId, { offset: from, limit, asText: true });
  const cut = bytesOfCutCharacter(bytes);
  return { text: bytes.subarray(cut).toString(), offset: nextOffset - bytes.length + cut, nextOffset, size };
}

/**
 * How many bytes at the beginning belong to a character that starts before them: at most three, all of the form
 * 10xxxxxx.
 */
function bytesOfCutCharacter(bytes: Buffer): number {
  let count = 0;
  while (count < 3 && ((bytes[count] ?? 0) & 0xc0) === 0x80) count++;
  return count;
}
