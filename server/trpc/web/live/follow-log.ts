import type { LiveLogChunk } from '../../../contracts/web/live.ts';
import type { Farm } from '../../../farm/farm.ts';
import { readLogPart } from '../read-log-part.ts';

/** Which log a client follows, and from where. */
export interface FollowLogOptions {
  readonly jobId: string;
  readonly taskId: string;
  /** The byte to begin at. */
  readonly offset: number;
  readonly signal: AbortSignal;
}

/** The most bytes in one message; a long log comes in several. */
const PIECE_BYTES = 131_072;

/**
 * The log from `offset` on, each byte once, until the signal. The notices only wake the reader: everything that is sent
 * comes from the file, so a slow client costs no memory and nothing is sent twice.
 */
export async function* followLog(
  taskLogs: Farm['taskLogs'],
  { jobId, taskId, offset, signal }: FollowLogOptions,
): AsyncGenerator<{ chunk: LiveLogChunk; next: number }, void, undefined> {
  let wake: (() => void) | undefined;
  let grew = false;
  const notice = (): void => {
    grew = true;
    wake?.();
  };
  const forget = taskLogs.listen((chunk) => {
    if (chunk.taskId === taskId) notice();
  });
  signal.addEventListener('abort', notice);
  try {
    let position = offset;
    while (!signal.aborted) {
      grew = false;
      const part = await readLogPart(taskLogs, { jobId, taskId, offset: position, limit: PIECE_BYTES });
      if (part.text !== '') {
        position = part.nextOffset;
        yield { chunk: { offset: part.offset, text: part.text }, next: position };
        continue;
      }
      if (!grew && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
        wake = undefined;
      }
    }
  } finally {
    forget();
    signal.removeEventListener('abort', notice);
  }
}
