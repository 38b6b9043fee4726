import type { LogPart } from '../../contracts/web/task-rows.ts';
import type { Farm } from '../../farm/farm.ts';

export interface LogPlace {
  readonly jobId: string;
  readonly taskId: string;
  /** Byte to begin at; negative = that many bytes before the end. */
  readonly offset: number;
  /** Bytes at most; a character more where the limit would cut it. */
  readonly limit: number;
}

/** A part of a task's log as text, beginning and ending at whole characters. Empty when there is nothing (yet). */
export async function readLogPart(taskLogs: Farm['taskLogs'], place: LogPlace): Promise<LogPart> {
  const { jobId, taskId, offset, limit } = place;
  const from = offset >= 0 ? offset : Math.max(0, (await taskLogs.size(jobId, taskId)) + offset);
  const { bytes, nextOffset, size } = await taskLogs.read(jobId, taskId, { offset: from, limit, asText: true });
  const cut = bytesOfCutCharacter(bytes);
  return { text: bytes.subarray(cut).toString(), offset: nextOffset - bytes.length + cut, nextOffset, size };
}

/**
 * How many bytes at the beginning belong to a character that begins before: at most three, all of the form 10xxxxxx.
 */
function bytesOfCutCharacter(bytes: Buffer): number {
  let count = 0;
  while (count < 3 && ((bytes[count] ?? 0) & 0xc0) === 0x80) count++;
  return count;
}
