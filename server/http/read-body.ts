import type { IncomingMessage } from 'node:http';
import { networkOf } from '../access/network-of.ts';
import { FarmError } from '../domain/errors.ts';
import { BYTES_IN_FLIGHT } from './bytes-in-flight.ts';
import { askForBody } from './expect-continue.ts';

/** How long a client may take for a body of JSON. */
const LIMIT_MS = 60_000;
/** Bodies up to here are read however much else is on its way: a worker whose report is refused gives its task up. */
const SMALL_BYTES = 64 * 1024;

/**
 * Reads the whole body.
 * @param client the address that it comes from: of the client, and not of a proxy in between
 * @throws FarmError too-large for more than `maxBytes`, before reading anything if Content-Length says so; too-slow;
 *   busy if too many bytes of other bodies are held; bad-request if the client goes away before the end, which nobody
 *   will see
 */
export async function readBody(
  request: IncomingMessage,
  client: string,
  maxBytes: number,
  limitMs = LIMIT_MS,
): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > maxBytes) throw tooLarge(maxBytes);
  askForBody(request);
  const network = networkOf(client);
  const chunks: Buffer[] = [];
  let size = 0;
  let held = 0;
  let limit: NodeJS.Timeout | undefined;
  const read = new Promise<Buffer>((resolve, reject) => {
    const giveUp = (error: FarmError): void => {
      request.removeAllListeners('data');
      request.resume();
      chunks.length = 0;
      reject(error);
    };
    limit = setTimeout(() => giveUp(tooSlow(limitMs)), limitMs);
    request.on('data', (chunk: Buffer) => {
      if (size + chunk.length > maxBytes) return giveUp(tooLarge(maxBytes));
      size += chunk.length;
      try {
        if (size > SMALL_BYTES) {
          BYTES_IN_FLIGHT.hold(network, size - held);
          held = size;
        }
      } catch (error) {
        return giveUp(error as FarmError);
      }
      chunks.push(chunk);
    });
    request.once('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.once('close', () => {
      // Creating an error is expensive, and this runs for every request.
      if (!request.complete) reject(goneAway());
    });
    request.once('error', (error) => reject(goneAway(error)));
  });
  try {
    return await read;
  } finally {
    clearTimeout(limit);
    BYTES_IN_FLIGHT.release(network, held);
  }
}

/** The refusal of a request whose body is too long. */
export function tooLarge(maxBytes: number): FarmError {
  return new FarmError('too-large', { message: `the request body must be at most ${maxBytes} bytes long` });
}

function tooSlow(limitMs: number): FarmError {
  const message = `the request body did not arrive within ${limitMs / 1000} s; send it again`;
  return new FarmError('too-slow', { message });
}

function goneAway(cause?: unknown): FarmError {
  return new FarmError('bad-request', { message: 'the connection ended in the middle of the request body', cause });
}
