import type { IncomingMessage } from 'node:http';
import { FarmError } from '../domain/errors.ts';

/** The largest JSON body in bytes, unless configured otherwise; even a job with many tasks stays far below it. */
export const DEFAULT_MAX_JSON_BYTES = 16 * 1024 * 1024;

/**
 * Reads the whole body.
 * @throws FarmError too-large for more than `maxBytes`, before reading anything if Content-Length says so; bad-request
 * if the client goes away before the end, which nobody will see
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > maxBytes) throw tooLarge(maxBytes);
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) {
        request.removeAllListeners('data');
        request.resume();
        reject(tooLarge(maxBytes));
        return;
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
}

/** The refusal of a request whose body is too long. */
export function tooLarge(maxBytes: number): FarmError {
  return new FarmError('too-large', { message: `the request body must be at most ${maxBytes} bytes long` });
}

function goneAway(cause?: unknown): FarmError {
  return new FarmError('bad-request', { message: 'the connection ended in the middle of the request body', cause });
}
