import type { UploadedBytes } from '../contract.ts';
import { FarmError } from '#server/domain/errors.ts';
import { freeMemory } from '#shared/free-memory.ts';

/**
 * Passes each chunk to `take` until the stream ends; while a promise that `take` returned is pending, nothing more is
 * read. It listens to events because an iterator costs a third of the speed. The stream stays open if `take` fails, so
 * that a refusal can be sent over its connection in the middle of the file.
 * @throws whatever `take` throws; FarmError bad-request if the stream ends early
 */
export function eachChunk(bytes: UploadedBytes, take: (chunk: Uint8Array) => Promise<void> | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    let taking: Promise<void> | undefined;
    let hasEnded = false;
    const fail = (error: unknown) => {
      bytes.off('data', onData);
      reject(error);
    };
    const goneAway = (cause?: Error) =>
      fail(new FarmError('bad-request', { message: 'the connection ended in the middle of the file', cause }));
    function onData(chunk: Uint8Array): void {
      try {
        taking = take(chunk);
      } catch (error) {
        fail(error);
        return;
      }
      if (!taking) {
        freeMemory(chunk);
        return;
      }
      bytes.pause();
      taking.then(() => {
        freeMemory(chunk);
        taking = undefined;
        bytes.resume();
      }, fail);
    }
    bytes.on('end', () => {
      hasEnded = true;
      resolve(taking);
    });
    bytes.on('error', goneAway);
    bytes.on('close', () => {
      if (!hasEnded) goneAway();
    });
    bytes.on('data', onData);
  });
}
