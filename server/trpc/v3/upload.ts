import type { Readable } from 'node:stream';
import { z } from 'zod';
import { FarmError } from '../../domain/errors.ts';

/** The body of a request that is a file. Read it once, to its end. */
export interface Upload {
  readonly contentType: string;
  /** Bytes, as announced by Content-Length; the stream ends with an error when there are fewer. */
  readonly length: number;
  readonly stream: Readable;
}

export interface UploadLimits {
  readonly maxBytes: number;
  /** A file without any bytes is a file, too. */
  readonly mayBeEmpty: boolean;
}

/** The schema of an operation's `body` when it is a file of at most `maxBytes`. */
export function uploadSchema(maxBytes: number, { mayBeEmpty = false } = {}): z.ZodType<Upload, Upload> {
  return z
    .custom<Upload>((value) => typeof value === 'object' && value !== null && 'stream' in value)
    .meta({ override: { type: 'string', format: 'binary' }, 'x-upload': { maxBytes, mayBeEmpty } });
}

/** What an upload may be, when `schema` is one. */
export function uploadLimits(schema: z.ZodType): UploadLimits | undefined {
  return schema.meta()?.['x-upload'] as UploadLimits | undefined;
}

/** The whole file. Refuses with 'bad-request' when the client goes away in the middle. */
export async function readUpload(upload: Upload): Promise<Buffer> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of upload.stream) chunks.push(chunk as Buffer);
  } catch (cause) {
    throw new FarmError('bad-request', { message: 'the connection ended in the middle of the file', cause });
  }
  return Buffer.concat(chunks);
}
