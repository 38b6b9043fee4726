import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { errorBody } from './error-response.ts';

/** How long a client may go on sending after it was refused, so that it gets to see why. */
const LINGER_MS = 2_000;

/** A refusal of a connection that no `ServerResponse` stands for. */
export interface RawRefusal {
  readonly status: 400 | 403 | 405 | 408 | 413 | 426 | 431;
  readonly message: string;
}

/** The refusal as it is sent, JSON as any other; the connection ends with it. */
export function refusalText({ status, message }: RawRefusal, requestId: string): string {
  const body = JSON.stringify(errorBody(status, message));
  const headers = [
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
    'X-Content-Type-Options: nosniff',
    `X-Request-Id: ${requestId}`,
  ];
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${headers.join('\r\n')}\r\n\r\n${body}`;
}

/** Drops whatever the client still sends: a connection closed with unread bytes is reset, and the answer with it. */
export function stopListening(socket: Duplex): void {
  socket.removeAllListeners('data');
  socket.on('data', () => undefined).resume();
}

/** Sends the last bytes of a connection, and ends it. */
export function endWith(socket: Duplex, text: string): void {
  socket.end(text, 'latin1');
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}
