import type { IncomingMessage, ServerResponse } from 'node:http';
import { FarmError } from '../domain/errors.ts';
import type { Logger } from '../logging/logger.ts';
import { errorBody } from './error-response.ts';
import { plainAddress } from './forwarded.ts';
import { writeAnswer } from './write-answer.ts';

/** The least that has to arrive of an unfinished body within a time. */
export interface LeastPace {
  readonly everyMs: number;
  readonly bytes: number;
}

/** Slower than any line that somebody would send files over. */
const LEAST_PACE: LeastPace = { everyMs: 60_000, bytes: 64 * 1024 };

/**
 * Cuts clients off that send the body of a request slower than anybody would: each of them keeps a connection. Whoever
 * waits because the manager does not read on is left alone. The returned function stops this.
 */
export function watchSlowBodies(open: ReadonlySet<ServerResponse>, logger: Logger, pace = LEAST_PACE): () => void {
  const before = new WeakMap<IncomingMessage, number>();
  const look = (): void => {
    for (const response of open) {
      const request = response.req;
      if (request.complete) continue;
      const { bytesRead, remoteAddress = '' } = request.socket;
      const last = before.get(request);
      before.set(request, bytesRead);
      const waitsForUs = request.readableLength > 0;
      if (last === undefined || waitsForUs || bytesRead - last >= pace.bytes) continue;
      const fields = { method: request.method, path: request.url, remoteAddress: plainAddress(remoteAddress) };
      logger.warn(fields, 'request was cut off: its body came too slowly');
      cutOff(response);
    }
  };
  const timer = setInterval(look, pace.everyMs).unref();
  return () => clearInterval(timer);
}

function cutOff(response: ServerResponse): void {
  if (response.headersSent) return void response.req.socket.destroy();
  const { status, message } = new FarmError('too-slow', { message: 'the request body came too slowly; send it again' });
  writeAnswer(response, { status, body: errorBody(status, message), headers: { Connection: 'close' } });
}
