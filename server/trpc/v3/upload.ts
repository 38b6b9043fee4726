import type { Readable } from 'node:stream';
import { z } from 'zod';

/** The body of a request that is a file. Read it once, to its end. */
export interface Upload {
  readonly contentType: string;
  /** Bytes, as announced by Content-Length; the stream ends with an error when there are fewer. */
  readonly length: number;
  readonly stream: Readable;
}

/** The schema of an operation's `body` when it is a file of at most `maxBytes`. */
export function uploadSchema(maxBytes: number): z.ZodType<Upload, Upload> {
  return z
    .custom<Upload>((value) => typeof value === 'object' && value !== null && 'stream' in value)
    .meta({ override: { type: 'string', format: 'binary' }, maxBytes });
}

/** The most bytes that an upload may have, when `schema` is one. */
export function maxUploadBytes(schema: z.ZodType): number | undefined {
  const bytes = schema.meta()?.['maxBytes'];
  return typeof bytes === 'number' ? bytes : undefined;
}
