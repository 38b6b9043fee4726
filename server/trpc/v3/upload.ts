import type { Readable } from 'node:stream';
import { z } from 'zod';
import { FarmError } from '../../domain/errors.ts';

/** A request body that is a file. Read it once, and to the end. */
export interface Upload {
  readonly contentType: string;
  /** In bytes, as announced by Content-Length; the stream ends with an error if there are fewer. */
  readonly length: number;
  readonly stream: Readable;
}

/** What an upload may be. */
export interface UploadLimits {
  readonly maxBytes: number;
  /** Whether a file without any bytes is accepted. */
  readonly mayBeEmpty: boolean;
}

/** The schema of an operation's `body` when it is a file of at most `maxBytes`. */
export function uploadSchema(maxBytes: number, { mayBeEmpty = false } = {}): z.ZodType<Upload, Upload> {
  return z
    .custom<Upload>((value) => typeof value === 'object' && value !== null && 'stream' in value)
    .meta({ override: { type: 'string', format: 'binary' }, 'x-upload': { maxBytes, mayBeEmpty } });
}

/** The limits of an upload; undefined if `schema` is not one. */
export function uploadLimits(schema: z.ZodType): UploadLimits | undefined {
  return schema.meta()?.['x-upload'] as UploadLimits | undefined;
}

/**
 * Reads the whole file.
 * @throws FarmError bad-request when the client goes away before the end
 */
export async function readUpload(upload: Upload): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of upload.stream) chunks.push(chunk as Buffer);
  } catch (cause) {
    throw new FarmError('bad-request', { message: 'the connection ended in the middle of the file', cause });
  }
  return Buffer.concat(chunks);
}
