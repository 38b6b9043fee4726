import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Logger } from '../logging/logger.ts';
import { plainAddress } from './forwarded.ts';
import { endWith, type RawRefusal, refusalText, stopListening } from './raw-answer.ts';

const TLS_HANDSHAKE = 0x16;
const FOLDED = 'Unexpected whitespace after header value';

/** What Node's parser or its server complains about. */
export interface ParseError extends Error {
  readonly code?: string;
  /** In the words of the parser. */
  readonly reason?: string;
  readonly rawPacket?: Buffer;
}

/**
 * Answers what Node's parser could not read, or what did not arrive in time: JSON as for any other refusal, and the end
 * of the connection. Earlier requests of the connection are answered first. It goes into the log, but for connections
 * that simply end or never said anything.
 * @param answers those of this connection that are not finished
 */
export async function refuseUnreadable(
  complaint: ParseError,
  socket: Socket,
  answers: readonly ServerResponse[],
  logger: Logger,
): Promise<void> {
  if (complaint.code === 'ECONNRESET' || complaint.code === 'EPIPE' || !socket.writable) return void socket.destroy();
  const refusal = refusalOf(complaint);
  const { status, message } = refusal;
  const requestId = randomUUID();
  const fields = { requestId, status, remoteAddress: plainAddress(socket.remoteAddress ?? ''), code: complaint.code };
  // Browsers open connections that they may need, and leave them.
  if (socket.bytesRead === 0) logger.debug(fields, 'connection without a request was closed');
  else logger.warn(fields, `request was refused: ${message}`);
  stopListening(socket);
  const earlier = answers.filter(({ req }) => req.complete);
  await Promise.all(earlier.map((answer) => new Promise((resolve) => answer.once('close', resolve))));
  const hasBegun = answers.some((answer) => !answer.req.complete && answer.headersSent);
  endWith(socket, hasBegun ? '' : refusalText(refusal, requestId));
}

function refusalOf({ code, reason, message, rawPacket }: ParseError): RawRefusal {
  if (rawPacket?.[0] === TLS_HANDSHAKE) {
    const hint = 'use http://, or the address of the proxy in front of it';
    return { status: 400, message: `this port speaks HTTP, and was asked for HTTPS; ${hint}` };
  }
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return { status: 431, message: 'the headers of the request are too long; all together may have 16 KiB' };
    case 'HPE_CHUNK_EXTENSIONS_OVERFLOW':
      return { status: 413, message: 'the extensions of a chunk of the request body are longer than 16 KiB' };
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return { status: 408, message: 'the request did not arrive in time; send it again' };
    default:
      if (reason === FOLDED)
        return { status: 400, message: 'the request has a header that is folded over several lines' };
      return { status: 400, message: `the request is not valid HTTP: ${inOurCase(reason ?? message)}` };
  }
}

function inOurCase(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text[0]?.toLowerCase() + text.slice(1) : text;
}
