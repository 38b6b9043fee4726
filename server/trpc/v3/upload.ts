import type { Readable } from 'node:stream';
import { z } from 'zod';

/** A request body that is a file. Read it once, and to the end. */
export interface Upload {
  readonly contentType: string;
  /** In bytes, as announced by Content-Length; the stream ends with an error if there are fewer. */
  readonly length: number;
  readonly stream: Readable;
  /** Reads all of it, instead of the stream. @throws FarmError bad-request when the client goes away before the end */
  bytes(): Promise<Buffer>;
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
