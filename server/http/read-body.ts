import type { IncomingMessage } from 'node:http';
import { FarmError } from '../domain/errors.ts';

/** The most bytes of a JSON body unless configured otherwise: a job of many tasks is still far below. */
export const DEFAULT_MAX_JSON_BYTES = 16 * 1024 * 1024;

/**
 * The whole body. Refuses more than `maxBytes` with 'too-large', before reading when Content-Length tells; a client
 * that goes away in the middle is a 'bad-request' that nobody will see.
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
      // Making an error is costly, and every request is closed.
      if (!request.complete) reject(goneAway());
    });
    request.once('error', (error) => reject(goneAway(error)));
  });
}

/** The body of a request is longer than is accepted. */
export function tooLarge(maxBytes: number): FarmError {
  return new FarmError('too-large', { message: `the request body must be at most ${maxBytes} bytes long` });
}

function goneAway(cause?: unknown): FarmError {
  return new FarmError('bad-request', { message: 'the connection ended in the middle of the request body', cause });
}
